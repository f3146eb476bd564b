import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DebriefReader } from "../../deals/debrief-sharing/access.ts";
import { isShared } from "../../deals/debrief-sharing/store.ts";
import { customerReason } from "../customer-answers/contract.ts";
import { speaker } from "./contract.ts";

/** The last loss of a deal, as debriefs and post-mortems know it; null where it was never lost. */
export async function findLossOf(db: Db, workspace: WorkspaceId, dealId: string): Promise<Date | null> {
  const { rows } = await sql<{ closedAt: Date | null }>`
    select case when d.status = 'lost' then date_trunc('milliseconds', coalesce(d.closed_at, d.recorded_at)) else (
      select max(date_trunc('milliseconds', e.closed_at)) from earlier_outcomes e
      where e.workspace_id = d.workspace_id and e.deal_id = d.id and e.status = 'lost') end as "closedAt"
    from deals d where d.workspace_id = ${workspace} and d.id = ${dealId}`.execute(db);
  return rows[0]?.closedAt ?? null;
}

/**
 * A debrief `b` on a deal `d` is its manager's voice where somebody who leads wrote about a deal that is not theirs; else it is
 * the seller's.
 */
const writtenBy = sql`case when exists (
    select from members w where w.workspace_id = b.workspace_id and w.id = b.recorded_by and w.id is distinct from d.owner_id
      and w.role in ('manager', 'admin')) then 'manager' else 'seller' end`;

const storedVoice = z.object({
  id: z.string(),
  speaker,
  via: z.enum(["debrief", "view", "conversation", "form"]),
  who: z.string().nullable(),
  saidAt: z.date(),
  reasons: z.array(z.object({ reasonId: z.string(), name: z.string(), note: z.string() })),
  note: z.string(),
});
export type StoredVoice = z.infer<typeof storedVoice>;

const reasonsIn = (table: RawBuilder<unknown>, of: RawBuilder<unknown>, note = sql`n.note`) => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('reasonId', n.reason_id, 'name', r.name, 'note', ${note}) order by n.position), '[]')
  from ${table} n join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id where ${of})`;

/** Everybody who spoke about one loss: its debrief as far as this person may read it, managers' views, the customer's answers. */
export async function listVoices(
  db: Db,
  workspace: WorkspaceId,
  reader: DebriefReader,
  { dealId, closedAt }: { dealId: string; closedAt: Date },
): Promise<StoredVoice[]> {
  const words = isShared(reader, "words");
  const { rows } = await sql<unknown>`
    select b.id, ${writtenBy} as speaker, 'debrief' as via, m.name as who, b.recorded_at as "saidAt",
      ${reasonsIn(sql`debrief_reasons`, sql`n.workspace_id = b.workspace_id and n.debrief_id = b.id`, sql`case when ${words} then n.note else '' end`)} as reasons,
      case when b.clean_loss then 'We did everything right.' when ${words} then b.own_part else '' end as note
    from debriefs b
    join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
    left join members m on m.workspace_id = b.workspace_id and m.id = b.recorded_by
    where b.workspace_id = ${workspace} and b.deal_id = ${dealId} and b.closed_at = ${closedAt} and b.state = 'recorded'
      and b.outcome = 'lost' and ${isShared(reader, "reasons")}
    union all
    select v.id, 'manager', 'view', m.name, v.said_at,
      ${reasonsIn(sql`manager_view_reasons`, sql`n.workspace_id = v.workspace_id and n.view_id = v.id`)}, v.note
    from manager_views v join members m on m.workspace_id = v.workspace_id and m.id = v.member_id
    where v.workspace_id = ${workspace} and v.deal_id = ${dealId} and v.closed_at = ${closedAt}
    union all
    select c.id, 'customer', c.source, coalesce(
        (select n.name from contacts n where n.workspace_id = p.workspace_id and n.id = p.contact_id),
        (select nullif(i.reader_name, '') from customer_invitations i
          where i.workspace_id = p.workspace_id and i.post_mortem_id = p.id and i.state = 'answered'
          order by i.answered_at desc limit 1)), c.given_at,
      ${reasonsIn(sql`customer_reasons`, sql`n.workspace_id = c.workspace_id and n.answers_id = c.id`)}, c.other_reason
    from customer_answers c join post_mortems p on p.workspace_id = c.workspace_id and p.id = c.post_mortem_id
    where c.workspace_id = ${workspace} and p.deal_id = ${dealId} and p.closed_at = ${closedAt} and c.given_at is not null
    order by "saidAt", id`.execute(db);
  return z.array(storedVoice).parse(rows);
}

const storedView = z.object({
  id: z.string(),
  dealId: z.string(),
  memberId: z.string(),
  version: z.number(),
  note: z.string(),
  saidAt: z.date(),
  reasons: z.array(customerReason),
});
export type StoredView = z.infer<typeof storedView>;

async function findView(db: Db, workspace: WorkspaceId, which: RawBuilder<SqlBool>): Promise<StoredView | undefined> {
  const { rows } = await sql<unknown>`
    select v.id, v.deal_id as "dealId", v.member_id as "memberId", v.version, v.note, v.said_at as "saidAt", (
      select coalesce(jsonb_agg(jsonb_build_object('reasonId', n.reason_id, 'note', n.note) order by n.position), '[]')
      from manager_view_reasons n where n.workspace_id = v.workspace_id and n.view_id = v.id) as reasons
    from manager_views v where v.workspace_id = ${workspace} and ${which}`.execute(db);
  return rows[0] === undefined ? undefined : storedView.parse(rows[0]);
}

/** One person's view of one loss. */
export const findViewOf = (
  db: Db,
  workspace: WorkspaceId,
  of: { dealId: string; closedAt: Date; memberId: string },
): Promise<StoredView | undefined> =>
  findView(
    db,
    workspace,
    sql`v.deal_id = ${of.dealId} and v.closed_at = ${of.closedAt} and v.member_id = ${of.memberId}`,
  );

export const findViewById = (db: Db, workspace: WorkspaceId, id: string): Promise<StoredView | undefined> =>
  findView(db, workspace, sql`v.id = ${id}`);

type Said = Pick<StoredView, "note" | "reasons" | "saidAt">;

export async function insertView(
  tx: Tx,
  workspace: WorkspaceId,
  { id, dealId, closedAt, memberId, ...said }: Said & { id: string; dealId: string; closedAt: Date; memberId: string },
): Promise<void> {
  await tx
    .insertInto("manager_views")
    .values({
      ...{ workspace_id: workspace, id, deal_id: dealId, closed_at: closedAt, member_id: memberId },
      ...{ note: said.note, said_at: said.saidAt },
    })
    .execute();
  await insertReasons(tx, workspace, id, said.reasons);
}

export async function updateView(tx: Tx, workspace: WorkspaceId, id: string, said: Said): Promise<void> {
  await tx
    .updateTable("manager_views")
    .set({ note: said.note, said_at: said.saidAt, version: sql`version + 1` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
  await tx.deleteFrom("manager_view_reasons").where("workspace_id", "=", workspace).where("view_id", "=", id).execute();
  await insertReasons(tx, workspace, id, said.reasons);
}

async function insertReasons(tx: Tx, workspace: WorkspaceId, viewId: string, reasons: Said["reasons"]) {
  const rows = reasons.map(({ reasonId, note }, position) => ({
    ...{ workspace_id: workspace, view_id: viewId, reason_id: reasonId, note, position },
  }));
  if (rows.length > 0) await tx.insertInto("manager_view_reasons").values(rows).execute();
}

export async function deleteView(tx: Tx, workspace: WorkspaceId, id: string): Promise<void> {
  await tx.deleteFrom("manager_views").where("workspace_id", "=", workspace).where("id", "=", id).execute();
}

/** How many of these are no reasons of a loss in this team's catalogue. */
export async function countUnknownReasons(db: Db, workspace: WorkspaceId, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ unknown: number }>`
    select count(*)::integer as unknown from unnest(${[...ids]}::uuid[]) named (id) where not exists (
      select from reasons r where r.workspace_id = ${workspace} and r.id = named.id and r.applies_to = 'lost')`.execute(
    db,
  );
  return rows[0]?.unknown ?? 0;
}
