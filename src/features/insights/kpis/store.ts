import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { Session, WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import { holdsRate } from "../../team/currency-rates/store.ts";
import type { DealFigure, FiguresFilter } from "./contract.ts";
import type { Stretch } from "./rules.ts";

/** Which deals a report is of, but for its period: whose, and what is told of them. */
export type Slice = Pick<FiguresFilter, "pipelineId" | "source" | "column" | "value"> & {
  workspace: WorkspaceId;
  owners: VisibleOwners;
};

/** Keeps only the deals of a report, in any query that calls the deals' table `d`. */
export function inSlice({ workspace, owners, pipelineId, source, column, value }: Slice): RawBuilder<SqlBool> {
  const wanted = [
    sql<SqlBool>`d.workspace_id = ${workspace}`,
    ownedByVisible(owners),
    pipelineId !== undefined && sql<SqlBool>`d.pipeline_id = ${pipelineId}`,
    source !== undefined && saysSo(sql`d.lead_source`, source),
    column !== undefined && value !== undefined && saysSo(sql`d.attributes ->> ${column}`, value),
  ].filter((condition) => typeof condition === "object");
  return sql`(${sql.join(wanted, sql` and `)})`;
}

const saysSo = (told: RawBuilder<unknown>, wanted: string): RawBuilder<SqlBool> =>
  wanted === "" ? sql`coalesce(${told}, '') = ''` : sql`${told} = ${wanted}`;

/** Deals `d` that stand won or lost since an instant of this stretch. One whose CRM does not tell when is of no period. */
export function closedIn({ from, until }: Stretch): RawBuilder<SqlBool> {
  return sql`(d.status in ('won', 'lost') and d.closed_at is not null
    and d.newest_at >= ${new Date(from)} and d.newest_at < ${new Date(until)})`;
}

/** Deals `d` with an amount that money is reckoned with: not below zero, and in a currency that is told. */
export const hasAmount = sql<SqlBool>`(d.amount_cents >= 0 and d.currency is not null)`;
/** The day on which a deal `d` closed, as the team's calendar has it. */
export const closedOn = (timeZone: string): RawBuilder<Day> => sql`(d.closed_at at time zone ${timeZone})::date`;

/** What deals `d` a figure of a stretch is made of. */
type Behind = (stretch: Stretch, place: Place) => RawBuilder<SqlBool>;
/** Of the one who asks. */
export type Place = Pick<Session, "workspace" | "timeZone" | "currency">;

const behind: Record<DealFigure, Behind> = {
  closed: closedIn,
  won: (stretch) => sql`(d.status = 'won' and ${closedIn(stretch)})`,
  lost: (stretch) => sql`(d.status = 'lost' and ${closedIn(stretch)})`,
  "no-amount": (stretch) => sql`(${closedIn(stretch)} and ${hasAmount} is not true)`,
  "no-rate": (stretch, { workspace, currency, timeZone }) => sql`(${closedIn(stretch)} and ${hasAmount}
    and not ${holdsRate(workspace, currency, { currency: sql`d.currency`, on: closedOn(timeZone) })})`,
};

export type DealPlace = { newestAt: string; id: string };

/** The deals behind a figure, newest first. */
export async function listDealsBehind(
  db: Db,
  slice: Slice,
  { figure, stretch, place }: { figure: DealFigure; stretch: Stretch; place: Place },
  { after, limit }: { after: DealPlace | null; limit: number },
): Promise<DealPlace[]> {
  const { rows } = await sql<{ id: string; newestAt: Date }>`
    select d.id, d.newest_at as "newestAt" from deals d
    where ${inSlice(slice)} and ${behind[figure](stretch, place)}
      and ${after ? sql`(d.newest_at, d.id) < (${after.newestAt}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by d.newest_at desc, d.id desc limit ${limit}`.execute(db);
  return rows.map(({ id, newestAt }) => ({ id, newestAt: newestAt.toISOString() }));
}
