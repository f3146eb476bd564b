import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import type { PracticeUse } from "./contract.ts";

/** A use as anybody of the team may be told of it: without a deal for who does not see that. */
type UseRow = Omit<PracticeUse, "plannedAt" | "doneAt" | "deal" | "note"> & {
  dealId: string;
  dealName: string;
  accountName: string | null;
  note: string;
  plannedAt: Date;
  doneAt: Date | null;
  isSeen: boolean;
};

/**
 * A use whose practice is done by a repair stands as that repair's task does. One that is still to do is whose the deal is
 * now, so that it goes along when the deal is handed over.
 */
const uses = (workspace: WorkspaceId, visible: VisibleOwners) => sql`
  select u.id, u.practice_id as "practiceId", p.title as "practiceTitle", u.deal_id as "dealId", d.name as "dealName",
    a.name as "accountName", u.task_id as "taskId", u.meeting_id as "meetingId",
    coalesce(t.due_on, u.due_on) as "dueOn", u.planned_at as "plannedAt", s.state, s.member_id as "memberId",
    m.name as "memberName", coalesce(t.outcome_note, u.note) as note,
    coalesce(u.done_at, case when t.state = 'done' then t.finished_at end) as "doneAt",
    ${ownedByVisible(visible)} as "isSeen", d.status as "dealStatus",
    -- A task that was there before does not go when the use is dropped.
    t.id is not null and t.created_at = u.planned_at as "madeItsTask"
  from practice_uses u
  join practices p on p.workspace_id = u.workspace_id and p.id = u.practice_id
  join deals d on d.workspace_id = u.workspace_id and d.id = u.deal_id
  left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
  left join repair_tasks t on t.workspace_id = u.workspace_id and t.id = u.task_id
  cross join lateral (
    select case
        when u.done_at is not null or t.state = 'done' then 'done'
        when u.dropped_at is not null or t.state = 'dropped' then 'dropped'
        else 'open' end as state,
      case
        when t.id is not null then t.owner_id
        when u.done_at is not null then u.member_id
        else coalesce(d.owner_id, u.member_id) end as member_id
  ) s
  left join members m on m.workspace_id = u.workspace_id and m.id = s.member_id
  where u.workspace_id = ${workspace}`;

function toldUse({ dealId, dealName, accountName, isSeen, note, plannedAt, doneAt, ...row }: UseRow): PracticeUse {
  const { id, practiceId, practiceTitle, state, memberId, memberName, taskId, meetingId, dueOn } = row;
  return {
    ...{ id, practiceId, practiceTitle, state, memberId, memberName, meetingId, dueOn },
    deal: isSeen ? { id: dealId, name: dealName, accountName } : null,
    taskId: isSeen ? taskId : null,
    note: isSeen ? note : "",
    plannedAt: plannedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  };
}

/** Of somebody who sees its deal; undefined otherwise. */
export async function findUse(
  db: Db,
  workspace: WorkspaceId,
  id: string,
  visible: VisibleOwners,
): Promise<PracticeUse | undefined> {
  const { rows } = await sql<UseRow>`
    select * from (${uses(workspace, visible)} and u.id = ${id}) c where c."isSeen"`.execute(db);
  return rows[0] && toldUse(rows[0]);
}

/** What became of practices on deals, by the pair; whoever asks sees the deals. */
export async function listUsesOn(
  db: Db,
  workspace: WorkspaceId,
  { practiceIds, dealIds }: { practiceIds?: readonly string[]; dealIds: readonly string[] },
): Promise<PracticeUse[]> {
  if (dealIds.length === 0) return [];
  const ofPractices = practiceIds ? sql`u.practice_id = any(${[...practiceIds]}::uuid[])` : sql`true`;
  const { rows } = await sql<UseRow>`
    ${uses(workspace, "all")} and u.deal_id = any(${[...dealIds]}::uuid[]) and ${ofPractices}
    order by u.planned_at desc, u.id desc`.execute(db);
  return rows.map(toldUse);
}

/** Whether the repair's task was made by this use, and not there before it. */
export async function didMakeTask(db: Db, workspace: WorkspaceId, id: string): Promise<boolean> {
  const { rows } = await sql<{ madeItsTask: boolean }>`${uses(workspace, "all")} and u.id = ${id}`.execute(db);
  return rows[0]?.madeItsTask ?? false;
}

export type UseFilter = {
  practiceId?: string | undefined;
  meetingId?: string | undefined;
  /** Whose to do, or by whom done. */
  memberId?: string | undefined;
  /** Without a repair's task, which stands among the repairs. */
  ofItsOwn?: boolean | undefined;
  state: "open" | "done";
  dueBy?: Day | undefined;
};
export type UsePlace = { at: string; id: string };

const filtered = (workspace: WorkspaceId, visible: VisibleOwners, filter: UseFilter) => sql`(
  select * from (
    ${uses(workspace, visible)}
      and ${filter.practiceId === undefined ? sql`true` : sql`u.practice_id = ${filter.practiceId}`}
      and ${filter.meetingId === undefined ? sql`true` : sql`u.meeting_id = ${filter.meetingId}`}
      and ${filter.ofItsOwn ? sql`u.task_id is null` : sql`true`}
      and ${filter.state === "open" ? sql`u.done_at is null and u.dropped_at is null` : sql`true`}
  ) c
  where c.state = ${filter.state}
    and ${filter.dueBy === undefined ? sql`true` : sql`c."dueOn" <= ${filter.dueBy}::date`}
    and ${filter.memberId === undefined ? sql`true` : sql`c."memberId" = ${filter.memberId}`}
    -- On a closed deal nothing is left to apply; and who does not see a deal is not told what is planned for it.
    and ${filter.state === "open" ? sql`c."dealStatus" = 'open' and c."isSeen"` : sql`true`}
) c`;

/** What is to do soonest first, what was done latest first. */
export async function listUses(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  filter: UseFilter,
  { after, limit }: { after: UsePlace | null; limit: number },
): Promise<PracticeUse[]> {
  const order = filter.state === "open" ? sql`c."dueOn", c.id` : sql`c."doneAt" desc, c.id desc`;
  const next =
    filter.state === "open"
      ? after && sql`(c."dueOn", c.id) > (${after.at}::date, ${after.id}::uuid)`
      : after && sql`(c."doneAt", c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<UseRow>`
    select c.* from ${filtered(workspace, visible, filter)} where ${next ?? sql`true`}
    order by ${order} limit ${limit}`.execute(db);
  return rows.map(toldUse);
}

export async function countUses(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  filter: UseFilter,
): Promise<number> {
  const { rows } = await sql<{ uses: number }>`
    select count(*)::integer as uses from ${filtered(workspace, visible, filter)}`.execute(db);
  return rows[0]?.uses ?? 0;
}

export type NewUse = {
  id: string;
  practiceId: string;
  dealId: string;
  memberId: string | null;
  taskId: string | null;
  meetingId: string | null;
  dueOn: Day;
  plannedAt: Date;
};

/** Planned, or planned again after they were dropped. False, and nothing is written: an id is another use's. */
export async function upsertUses(tx: Tx, workspace: WorkspaceId, uses: readonly NewUse[]): Promise<boolean> {
  const ids = uses.map(({ id }) => id);
  const { rows } = await sql`
    select from unnest(${ids}::uuid[], ${uses.map(({ practiceId }) => practiceId)}::uuid[],
      ${uses.map(({ dealId }) => dealId)}::uuid[]) as w (id, practice_id, deal_id)
    join practice_uses u on u.workspace_id = ${workspace} and u.id = w.id
    where (u.practice_id, u.deal_id) <> (w.practice_id, w.deal_id) limit 1`.execute(tx);
  if (rows.length > 0 || new Set(ids).size < ids.length) return false;
  await tx
    .insertInto("practice_uses")
    .values(
      uses.map((use) => ({
        ...{ workspace_id: workspace, id: use.id, practice_id: use.practiceId, deal_id: use.dealId },
        ...{ member_id: use.memberId, task_id: use.taskId, meeting_id: use.meetingId },
        ...{ due_on: use.dueOn, planned_at: use.plannedAt },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "practice_id", "deal_id"]).doUpdateSet((row) => ({
        member_id: row.ref("excluded.member_id"),
        task_id: row.ref("excluded.task_id"),
        meeting_id: row.ref("excluded.meeting_id"),
        due_on: row.ref("excluded.due_on"),
        planned_at: row.ref("excluded.planned_at"),
        done_at: null,
        dropped_at: null,
        note: "",
      })),
    )
    .execute();
  return true;
}

/** Done by somebody, or not to be done. */
export async function updateUse(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  ended: { doneAt: Date; memberId: string; note: string } | { droppedAt: Date; note: string },
): Promise<void> {
  await tx
    .updateTable("practice_uses")
    .set(
      "doneAt" in ended
        ? { done_at: ended.doneAt, member_id: ended.memberId, note: ended.note }
        : { dropped_at: ended.droppedAt, note: ended.note },
    )
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}
