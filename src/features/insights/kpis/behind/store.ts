import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import { holdsRate } from "../../../team/currency-rates/store.ts";
import type { DealFigure } from "../contract.ts";
import { type CauseTold, leftFor } from "../exits/store.ts";
import { furthest, leftAt, reached } from "../funnel/store.ts";
import { stayedAt } from "../stage-times/store.ts";
import { closedIn, closedOn, hasAmount, inSlice, type Place } from "../store.ts";
import { behindWork, type Worked } from "../work/behind/store.ts";

type Asked = Worked & {
  place: Place;
  stageId: string | undefined;
  /** Only those that left for this. */
  cause: (CauseTold & { cause: string }) | undefined;
  /** Of a quota's figures. */
  towards: RawBuilder<SqlBool> | undefined;
};

/** What deals `d` a figure is made of. */
const behind: Record<DealFigure, (asked: Asked) => RawBuilder<SqlBool>> = {
  closed: ({ stretch }) => closedIn(stretch),
  won: ({ stretch }) => sql`(d.status = 'won' and ${closedIn(stretch)})`,
  lost: ({ stretch }) => sql`(d.status = 'lost' and ${closedIn(stretch)})`,
  "no-amount": ({ stretch }) => sql`(${closedIn(stretch)} and ${hasAmount} is not true)`,
  "no-rate": ({ stretch, place: { workspace, currency, timeZone } }) => sql`(${closedIn(stretch)} and ${hasAmount}
    and not ${holdsRate(workspace, currency, { currency: sql`d.currency`, on: closedOn(timeZone) })})`,
  reached: ({ stretch, place, stageId }) =>
    sql`(${closedIn(stretch)} and ${reached(place.workspace, stageId ?? null)})`,
  "left-at": ({ stretch, place: { workspace }, stageId, cause }) =>
    sql`(${closedIn(stretch)} and ${leftAt(workspace, stageId ?? null)} and ${isCause(workspace, cause)})`,
  "left-for": ({ stretch, place: { workspace }, cause }) =>
    sql`(d.status = 'lost' and ${closedIn(stretch)} and ${furthest(workspace)} is not null and ${isCause(workspace, cause)})`,
  created: ({ stretch: { from, until } }) =>
    sql`(d.created_at >= ${new Date(from)} and d.created_at < ${new Date(until)})`,
  stayed: ({ stretch, now, place, stageId = null }) =>
    stayedAt(place.workspace, { stretch, now }, { stageId, still: false }),
  "still-there": ({ stretch, now, place, stageId = null }) =>
    stayedAt(place.workspace, { stretch, now }, { stageId, still: true }),
  "quota-won": ({ towards = sql`false` }) => towards,
  "quota-open": ({ towards = sql`false` }) => towards,
  ...behindWork,
};

const isCause = (workspace: Place["workspace"], cause: Asked["cause"]): RawBuilder<SqlBool> =>
  cause === undefined ? sql`true` : leftFor(workspace, cause, cause.cause);

export type DealPlace = { newestAt: string; id: string };

/** The deals behind a figure, newest first. */
export async function listDealsBehind(
  db: Db,
  { figure, ...asked }: Asked & { figure: DealFigure },
  { after, limit }: { after: DealPlace | null; limit: number },
): Promise<DealPlace[]> {
  const { rows } = await sql<{ id: string; newestAt: Date }>`
    select d.id, d.newest_at as "newestAt" from deals d
    where ${inSlice(asked.slice)} and ${behind[figure](asked)}
      and ${after ? sql`(d.newest_at, d.id) < (${after.newestAt}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by d.newest_at desc, d.id desc limit ${limit}`.execute(db);
  return rows.map(({ id, newestAt }) => ({ id, newestAt: newestAt.toISOString() }));
}
