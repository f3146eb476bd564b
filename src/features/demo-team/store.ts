import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { type DemoLoad, isDemoStep } from "./rules.ts";

/** Held to the end of the transaction: two people who ask at once start one load. */
export async function lockDemo(db: Db, workspace: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`demo ${workspace}`}, 0))`.execute(db);
}

export async function findDemoLoad(db: Db, workspace: WorkspaceId): Promise<DemoLoad | undefined> {
  const row = await db.selectFrom("demo_loads").selectAll().where("workspace_id", "=", workspace).executeTakeFirst();
  return (
    row && {
      state: isDemoStep(row.state) ? row.state : "failed",
      progress: row.progress,
      message: row.message,
      memberIds: row.member_ids,
      touchedAt: row.touched_at.getTime(),
    }
  );
}

export async function updateDemoLoad(
  db: Db,
  workspace: WorkspaceId,
  {
    state,
    progress,
    message,
    memberIds,
  }: Omit<DemoLoad, "touchedAt" | "memberIds"> & { memberIds?: readonly string[] },
  now: Instant,
): Promise<void> {
  const values = { state, progress, message, touched_at: new Date(now) };
  const ids = memberIds ? { member_ids: [...memberIds] } : {};
  await db
    .insertInto("demo_loads")
    .values({ workspace_id: workspace, ...values, ...ids })
    .onConflict((conflict) => conflict.column("workspace_id").doUpdateSet({ ...values, ...ids }))
    .execute();
}

/** The same while it goes on; false when it is not going on any more. */
export async function updateDemoProgress(
  db: Db,
  workspace: WorkspaceId,
  {
    state,
    progress,
    message,
    memberIds,
  }: Omit<DemoLoad, "touchedAt" | "memberIds"> & { memberIds?: readonly string[] },
  now: Instant,
): Promise<boolean> {
  const ids = memberIds ? { member_ids: [...memberIds] } : {};
  const { numUpdatedRows } = await db
    .updateTable("demo_loads")
    .set({ progress, message, touched_at: new Date(now), ...ids })
    .where("workspace_id", "=", workspace)
    .where("state", "=", state)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function hasDeals(db: Db, workspace: WorkspaceId): Promise<boolean> {
  const deal = await db
    .selectFrom("deals")
    .select("id")
    .where("workspace_id", "=", workspace)
    .limit(1)
    .executeTakeFirst();
  return deal !== undefined;
}

/** Our ids of deals that came with these ids of their source. */
export async function listDealIdsBySource(
  db: Db,
  workspace: WorkspaceId,
  sourceIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("deals")
    .select(["id", sql<string>`substr(source_key, 4)`.as("sourceId")])
    .where("workspace_id", "=", workspace)
    .where(sql<boolean>`source_key = any(${sourceIds.map((id) => `id:${id}`)}::text[])`)
    .execute();
  return new Map(rows.map(({ id, sourceId }) => [sourceId, id]));
}

export type ClosedDeal = {
  id: string;
  ownerId: string;
  status: string;
  closedAt: Date;
  crmReason: string | null;
};

/** Closed deals with an owner, oldest close first. */
export async function listClosedDeals(db: Db, workspace: WorkspaceId, since: Instant): Promise<ClosedDeal[]> {
  const { rows } = await sql<ClosedDeal>`
    select id, owner_id as "ownerId", status, closed_at as "closedAt", crm_reason as "crmReason"
    from deals
    where workspace_id = ${workspace} and status <> 'open' and owner_id is not null and closed_at >= ${new Date(since)}
    order by closed_at, source_key`.execute(db);
  return rows;
}

/** What everybody who sells has won since then, in one currency. */
export async function listWonInYear(
  db: Db,
  workspace: WorkspaceId,
  currency: string,
  since: Instant,
): Promise<{ memberId: string; cents: number }[]> {
  const { rows } = await sql<{ memberId: string; cents: number }>`
    select owner_id as "memberId", sum(amount_cents)::float8 as cents from deals
    where workspace_id = ${workspace} and owner_id is not null and status = 'won' and currency = ${currency}
      and amount_cents is not null and closed_at >= ${new Date(since)}
    group by owner_id order by owner_id`.execute(db);
  return rows;
}

export type WaitingCall = { id: string; ownerId: string; dueOn: string };

/** Calls to lost customers that were due by a day, soonest first. */
export async function listCallsDue(db: Db, workspace: WorkspaceId, dueBy: string): Promise<WaitingCall[]> {
  const { rows } = await sql<WaitingCall>`
    select c.id, d.owner_id as "ownerId", c.due_on as "dueOn"
    from check_ups c join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
    where c.workspace_id = ${workspace} and c.done_at is null and c.due_on <= ${dueBy}::date and d.owner_id is not null
    order by c.due_on, d.source_key`.execute(db);
  return rows;
}

/** The pipeline of a deal that was made since. */
export async function findPipelineOf(db: Db, workspace: WorkspaceId, dealId: string): Promise<string> {
  const deal = await db
    .selectFrom("deals")
    .select("pipeline_id")
    .where("workspace_id", "=", workspace)
    .where("id", "=", dealId)
    .executeTakeFirstOrThrow();
  return deal.pipeline_id;
}
