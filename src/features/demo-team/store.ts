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

export type LargeLoss = { dealId: string; closedAt: Date; amountCents: number };

/** Losses of some money since then, oldest first. */
export async function listLargeLosses(
  db: Db,
  workspace: WorkspaceId,
  { since, currency }: { since: Instant; currency: string },
): Promise<LargeLoss[]> {
  const { rows } = await sql<LargeLoss>`
    select d.id as "dealId", d.closed_at as "closedAt", d.amount_cents as "amountCents"
    from deals d join members m on m.workspace_id = d.workspace_id and m.id = d.owner_id
    where d.workspace_id = ${workspace} and d.status = 'lost' and d.closed_at >= ${new Date(since)}
      and d.currency = ${currency} and d.amount_cents is not null and m.manager_id is not null
    order by d.closed_at, d.source_key`.execute(db);
  return rows;
}

export type MajorLoss = {
  id: string;
  dealId: string;
  closedAt: Date;
  leadId: string;
  competitor: string | null;
  contactId: string | null;
  contactName: string | null;
  /** Keys of what its debrief names. */
  sellersReasons: string[];
};

/** Losses that a conversation is to be about, oldest first, with somebody to talk to. */
export async function listMajorLosses(db: Db, workspace: WorkspaceId): Promise<MajorLoss[]> {
  const { rows } = await sql<MajorLoss>`
    select p.id, p.deal_id as "dealId", p.closed_at as "closedAt", p.lead_id as "leadId", d.competitor,
      c.id as "contactId", c.name as "contactName", array(
        select r.key from debriefs b
        join debrief_reasons n on n.workspace_id = b.workspace_id and n.debrief_id = b.id
        join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
        where b.workspace_id = p.workspace_id and b.deal_id = p.deal_id and b.state = 'recorded' and r.key is not null
        order by n.position) as "sellersReasons"
    from post_mortems p
    join deals d on d.workspace_id = p.workspace_id and d.id = p.deal_id
    left join lateral (
      select c.id, c.name from buying_roles r
      join contacts c on c.workspace_id = r.workspace_id and c.id = r.contact_id
      where r.workspace_id = p.workspace_id and r.deal_id = p.deal_id
      order by r.role <> 'decision-maker', c.source_key limit 1) c on true
    where p.workspace_id = ${workspace} and p.lead_id is not null
    order by p.closed_at, d.source_key`.execute(db);
  return rows;
}

export type Origin = { sourceId: string; saidAt: Date; memberId: string; managerId: string | null };

/** The earliest recommendation, or lesson of a debrief, about a reason, that was said by then and taken up by nobody; and who read it first. */
export async function findOrigin(
  db: Db,
  workspace: WorkspaceId,
  { from, reasonId, until }: { from: "recommendation" | "lesson"; reasonId: string | null; until: Instant },
): Promise<Origin | undefined> {
  const said =
    from === "recommendation"
      ? sql`
        select o.id as "sourceId", c.given_at as "saidAt", p.lead_id as "memberId", p.lead_id as "managerId"
        from recommendations o
        join customer_answers c on c.workspace_id = o.workspace_id and c.id = o.answers_id
        join customer_reasons n on n.workspace_id = c.workspace_id and n.answers_id = c.id and n.reason_id = ${reasonId}
        join post_mortems p on p.workspace_id = c.workspace_id and p.id = c.post_mortem_id
        where o.workspace_id = ${workspace} and c.given_at <= ${new Date(until)} and p.lead_id is not null`
      : sql`
        select b.id as "sourceId", b.recorded_at as "saidAt", b.recorded_by as "memberId", m.manager_id as "managerId"
        from debriefs b
        join debrief_reasons n on n.workspace_id = b.workspace_id and n.debrief_id = b.id and n.reason_id = ${reasonId}
        join members m on m.workspace_id = b.workspace_id and m.id = b.recorded_by
        where b.workspace_id = ${workspace} and b.state = 'recorded' and b.do_differently <> ''
          and b.recorded_at <= ${new Date(until)} and b.recorded_at > ${new Date(until - 90 * 86_400_000)}
          and m.manager_id is not null`;
  const { rows } = await sql<Origin>`
    select * from (${said}) said
    where not exists (
      select from practices p where p.workspace_id = ${workspace} and p.source_id = said."sourceId")
    order by "saidAt", "sourceId" limit 1`.execute(db);
  return rows[0];
}

/** What a customer recommended by then and let us repeat. */
export async function findQuotedRecommendation(
  db: Db,
  workspace: WorkspaceId,
  until: Instant,
): Promise<{ sourceId: string; dealId: string; words: string } | undefined> {
  const { rows } = await sql<{ sourceId: string; dealId: string; words: string }>`
    select o.id as "sourceId", p.deal_id as "dealId", o.words
    from recommendations o
    join customer_answers c on c.workspace_id = o.workspace_id and c.id = o.answers_id
    join post_mortems p on p.workspace_id = c.workspace_id and p.id = c.post_mortem_id
    where o.workspace_id = ${workspace} and c.given_at <= ${new Date(until)} and c.quote_consent <> 'no'
    order by c.given_at desc, o.id limit 1`.execute(db);
  return rows[0];
}
