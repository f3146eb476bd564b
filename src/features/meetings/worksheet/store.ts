import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { Worksheet } from "./contract.ts";

export type SheetDeal = Omit<Worksheet["deals"][number], "cells">;
export type SheetPractice = Worksheet["practices"][number];

/** More fit on no sheet. */
const mostDeals = 200;

/** Somebody's own open deals, most money first. */
export async function listSheetDeals(db: Db, workspace: WorkspaceId, memberId: string): Promise<SheetDeal[]> {
  const { rows } = await sql<SheetDeal>`
    select d.id, d.name, a.name as "accountName", s.name as "stageName", d.amount_cents as "amountCents", d.currency
    from deals d
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    where d.workspace_id = ${workspace} and d.owner_id = ${memberId} and d.status = 'open'
    order by d.amount_cents desc nulls last, d.id limit ${mostDeals}`.execute(db);
  return rows;
}

/** The practices of a meeting that still are what the team does. */
export async function listSheetPractices(db: Db, workspace: WorkspaceId, meetingId: string): Promise<SheetPractice[]> {
  const { rows } = await sql<SheetPractice>`
    select p.id, p.title, i.id as "ideaId", p.applies_when as "appliesWhen", p.how,
      (select count(*)::integer from practice_uses u
        where u.workspace_id = p.workspace_id and u.practice_id = p.id and u.meeting_id = i.meeting_id
          and u.dropped_at is null) as ticks
    from meeting_ideas i join practices p on p.workspace_id = i.workspace_id and p.id = i.practice_id
    where i.workspace_id = ${workspace} and i.meeting_id = ${meetingId} and p.state = 'adopted'
    order by p.adopted_at, p.id`.execute(db);
  return rows;
}

export type SheetCell = {
  practiceId: string;
  dealId: string;
  /** What the practice's flag, or its reason's, says of the deal; null: nobody has read it, or there is none. */
  kind: "up" | "down" | "unknown" | null;
  evidence: string | null;
  useId: string | null;
  state: "open" | "done" | "dropped" | null;
  dueOn: string | null;
};

/** Every practice by every deal. A use whose practice is done by a repair stands as that repair's task does. */
export async function listSheetCells(
  db: Db,
  workspace: WorkspaceId,
  { practiceIds, dealIds }: { practiceIds: readonly string[]; dealIds: readonly string[] },
): Promise<SheetCell[]> {
  const { rows } = await sql<SheetCell>`
    select p.id as "practiceId", l.deal_id as "dealId", g.kind, g.evidence #>> '{}' as evidence, u.id as "useId",
      case when u.id is null then null
        when u.dropped_at is not null or t.state = 'dropped' then 'dropped'
        when u.done_at is not null or t.state = 'done' then 'done' else 'open' end as state,
      coalesce(t.due_on, u.due_on) as "dueOn"
    from practices p
    cross join unnest(${[...dealIds]}::uuid[]) l (deal_id)
    left join reasons r on r.workspace_id = p.workspace_id and r.id = p.reason_id
    left join flag_readings g on g.workspace_id = p.workspace_id and g.deal_id = l.deal_id
      and g.flag_id = coalesce(p.flag_id, r.flag_id)
    left join practice_uses u on u.workspace_id = p.workspace_id and u.practice_id = p.id and u.deal_id = l.deal_id
    left join repair_tasks t on t.workspace_id = u.workspace_id and t.id = u.task_id
    where p.workspace_id = ${workspace} and p.id = any(${[...practiceIds]}::uuid[])`.execute(db);
  return rows;
}

/** Of these: how many deals are somebody's own, open or not, and how many practices were adopted in the meeting. */
export async function countSheetParts(
  db: Db,
  workspace: WorkspaceId,
  { meetingId, memberId }: { meetingId: string; memberId: string },
  { dealIds, practiceIds }: { dealIds: readonly string[]; practiceIds: readonly string[] },
): Promise<number> {
  const { rows } = await sql<{ parts: number }>`
    select (
      (select count(*) from deals where workspace_id = ${workspace} and owner_id = ${memberId}
        and id = any(${[...dealIds]}::uuid[]))
      + (select count(distinct practice_id) from meeting_ideas where workspace_id = ${workspace}
        and meeting_id = ${meetingId} and practice_id = any(${[...practiceIds]}::uuid[]))
    )::integer as parts`.execute(db);
  return rows[0]?.parts ?? 0;
}

export async function isSheetDone(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  memberId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom("meeting_people")
    .select("worksheet_done_at as doneAt")
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return (row?.doneAt ?? null) !== null;
}

/** Null: they go on with it. */
export async function updateSheetDone(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  memberId: string,
  at: Date | null,
): Promise<void> {
  await tx
    .updateTable("meeting_people")
    .set({ worksheet_done_at: at })
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("member_id", "=", memberId)
    .execute();
}
