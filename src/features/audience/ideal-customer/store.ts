import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import type { AimKind } from "../aims/contract.ts";
import { type IdealCustomerShown, idealCustomer } from "./contract.ts";
import type { Marks } from "./rules.ts";

/** Where a CRM tells the time of a deal's beginning to the day only, what became known on it was known from the start. */
const openingMs = 86_400_000;

/** What each deal was said to be worth when it began, where somebody is known to have said so by then. */
export async function listOpeningAmounts(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
  currency: string,
): Promise<Map<string, number>> {
  const opening = sql`d.created_at + ${openingMs} * interval '1 millisecond'`;
  // A deal that has had one amount only has had it since it is here.
  const { rows } = await sql<{ id: string; cents: number }>`
    select d.id, coalesce(told.amount_cents, case when told.deal_id is null then d.amount_cents end) as cents
    from unnest(${dealIds}::uuid[]) asked (id)
    join deals d on d.workspace_id = ${workspace} and d.id = asked.id
    left join lateral (
      select c.deal_id, c.amount_cents, c.currency, c.changed_at, c.known_at from deal_changes c
      where c.workspace_id = d.workspace_id and c.deal_id = d.id and c.field = 'amount'
      order by greatest(c.changed_at, c.known_at) > ${opening}, c.changed_at desc limit 1) told on true
    where coalesce(told.currency, d.currency) = ${currency}
      and greatest(told.changed_at, told.known_at, case when told.deal_id is null then d.recorded_at end) <= ${opening}
      and (told.deal_id is null or told.amount_cents is not null) and (told.deal_id is not null or d.amount_cents is not null)`.execute(
    db,
  );
  return new Map(rows.map(({ id, cents }) => [id, cents]));
}

/** The persona and the campaign of each deal; what somebody said by hand later than at its opening may have been said for how it went. */
export async function listOpeningAims(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
): Promise<{ dealId: string; kind: AimKind; name: string }[]> {
  const { rows } = await sql<{ dealId: string; kind: AimKind; name: string }>`
    select x.deal_id as "dealId", x.kind, a.name
    from deal_aims x
    join deals d on d.workspace_id = x.workspace_id and d.id = x.deal_id
    join aims a on a.workspace_id = x.workspace_id and a.id = x.aim_id
    where x.workspace_id = ${workspace} and x.deal_id = any(${dealIds}::uuid[])
      and (x.told_by <> 'hand' or x.said_at <= d.created_at + ${openingMs} * interval '1 millisecond')`.execute(db);
  return rows;
}

const never: IdealCustomerShown = {
  ...{ state: "never", askedAt: null, madeAt: null, dataUntil: null, methodVersion: null, result: null },
};

/** The last whole result; one that an older method left in another shape is as good as none. */
export async function findIdealCustomer(db: Db, workspace: WorkspaceId): Promise<IdealCustomerShown> {
  const row = await db
    .selectFrom("ideal_customers")
    .selectAll()
    .where("workspace_id", "=", workspace)
    .$narrowType<{ state: Exclude<IdealCustomerShown["state"], "never"> }>()
    .executeTakeFirst();
  if (!row) return never;
  const parsed = idealCustomer.safeParse(row.result);
  return {
    state: row.state,
    askedAt: row.asked_at.toISOString(),
    madeAt: row.made_at?.toISOString() ?? null,
    dataUntil: row.data_until?.toISOString() ?? null,
    methodVersion: row.method_version,
    result: parsed.success ? parsed.data : null,
  };
}

export async function updateState(
  db: Db,
  workspace: WorkspaceId,
  state: "waiting" | "running" | "failed",
  at: Instant,
): Promise<void> {
  const asked = { asked_at: new Date(at) };
  await db
    .insertInto("ideal_customers")
    .values({ workspace_id: workspace, state, ...asked })
    .onConflict((on) => on.column("workspace_id").doUpdateSet({ state, ...(state === "waiting" && asked) }))
    .execute();
}

export type Fit = Marks & { dealId: string; points: number; open: boolean };

type Made = { methodVersion: number; dataUntil: Instant; madeAt: Instant };
const atOnce = 5_000;

/** A new result, with the fit of every deal, in place of the last one. */
export async function replaceIdealCustomer(
  tx: Tx,
  workspace: WorkspaceId,
  result: unknown,
  fits: Iterable<Fit>,
  { methodVersion, dataUntil, madeAt }: Made,
): Promise<void> {
  await tx
    .updateTable("ideal_customers")
    .set({
      state: "done",
      method_version: methodVersion,
      data_until: new Date(dataUntil),
      made_at: new Date(madeAt),
      result: JSON.stringify(result),
    })
    .where("workspace_id", "=", workspace)
    .execute();
  await tx.deleteFrom("deal_fits").where("workspace_id", "=", workspace).execute();
  let part: Fit[] = [];
  const write = async () => {
    const column = <Key extends keyof Fit>(key: Key) => part.map((fit) => fit[key]);
    // A deal that was deleted meanwhile is left out.
    await sql`
      insert into deal_fits (workspace_id, deal_id, points, shown, known, open, newest_at)
      select ${workspace}::uuid, r.id, r.points, r.shown, r.known, r.open, d.newest_at
      from unnest(${column("dealId")}::uuid[], ${column("points")}::integer[], ${column("shown")}::integer[],
        ${column("known")}::integer[], ${column("open")}::boolean[]) as r (id, points, shown, known, open)
      join deals d on d.workspace_id = ${workspace} and d.id = r.id`.execute(tx);
    part = [];
  };
  for (const fit of fits) {
    part.push(fit);
    if (part.length === atOnce) await write();
  }
  if (part.length > 0) await write();
}

export type FitPlace = { points: number; id: string };
export type OpenFit = FitPlace & Marks & { isEarly: boolean };

/** Open deals by their points, as they stood when the scorecard was learnt. */
export async function listOpenFits(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  /** `neverBuysUntil`: only those in an early stage with so many points at most. */
  { best, early, neverBuysUntil }: { best: boolean; early: readonly string[]; neverBuysUntil: number | null },
  { after, limit }: { after: FitPlace | null; limit: number },
): Promise<OpenFit[]> {
  const place = after && sql`(${after.points}::integer, ${after.id}::uuid)`;
  const onwards = place ? sql`(f.points, f.deal_id) ${best ? sql`<` : sql`>`} ${place}` : sql`true`;
  const isEarly = sql`d.stage_id = any(${early}::uuid[])`;
  const direction = best ? sql`desc` : sql`asc`;
  const { rows } = await sql<OpenFit>`
    select f.deal_id as id, f.points, f.shown, f.known, ${isEarly} as "isEarly"
    from deal_fits f
    join deals d on d.workspace_id = f.workspace_id and d.id = f.deal_id and d.status = 'open'
    where f.workspace_id = ${workspace} and f.open and ${ownedByVisible(visible)} and ${onwards}
      and ${neverBuysUntil === null ? sql`true` : sql`f.points <= ${neverBuysUntil} and ${isEarly}`}
    order by f.points ${direction}, f.deal_id ${direction} limit ${limit}`.execute(db);
  return rows;
}

export type ClosePlace = { newestAt: string; id: string };

/** The closed deals that show a row of the scorecard, or of which it is known that they do not; newest first. */
export async function listDealsByRow(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  { row, shows }: { row: number; shows: boolean },
  { after, limit }: { after: ClosePlace | null; limit: number },
): Promise<ClosePlace[]> {
  const seen =
    visible === "all"
      ? sql``
      : sql`join deals d on d.workspace_id = f.workspace_id and d.id = f.deal_id and ${ownedByVisible(visible)}`;
  const { rows } = await sql<{ id: string; newestAt: Date }>`
    select f.deal_id as id, f.newest_at as "newestAt"
    from deal_fits f ${seen}
    where f.workspace_id = ${workspace} and not f.open and f.known >> ${row} & 1 = 1
      and f.shown >> ${row} & 1 = ${shows ? 1 : 0}
      and ${after ? sql`(f.newest_at, f.deal_id) < (${after.newestAt}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by f.newest_at desc, f.deal_id desc limit ${limit}`.execute(db);
  return rows.map(({ id, newestAt }) => ({ id, newestAt: newestAt.toISOString() }));
}

/** Teams that have no scorecard, or one from before their deals were looked at together last or by another method. */
export async function listDueWorkspaces(
  db: Db,
  /** Nobody who has asked since then. */
  { notSince, methodVersion }: { notSince: Instant; methodVersion: number },
): Promise<string[]> {
  const { rows } = await sql<{ workspace: string }>`
    select r.workspace_id as workspace from insight_runs r
    left join ideal_customers c on c.workspace_id = r.workspace_id
    where r.state = 'done' and (c.workspace_id is null
      or (c.state in ('done', 'failed') and c.asked_at < ${new Date(notSince)}
        and (c.made_at is null or r.finished_at > c.made_at or c.method_version <> ${methodVersion})))`.execute(db);
  return rows.map(({ workspace }) => workspace);
}
