import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { type Became, type DecidedWords, decidedWords } from "./contract.ts";

export async function updateRecord(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  record: DecidedWords,
): Promise<void> {
  await tx
    .updateTable("meetings")
    .set({ record: JSON.stringify(record) })
    .where("workspace_id", "=", workspace)
    .where("id", "=", meetingId)
    .execute();
}

/** What a meeting decided, once it has ended. */
export async function findRecord(db: Db, workspace: WorkspaceId, meetingId: string): Promise<DecidedWords | undefined> {
  const row = await db
    .selectFrom("meetings")
    .select("record")
    .where("workspace_id", "=", workspace)
    .where("id", "=", meetingId)
    .where("state", "=", "ended")
    .executeTakeFirst();
  return row?.record ? decidedWords.parse(row.record) : undefined;
}

/** Whom the record is mailed to: everybody invited and who leads, as far as they sign in here and can be written to. */
export async function listRecordReaders(db: Db, workspace: WorkspaceId, meetingId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from members m
    where m.workspace_id = ${workspace} and m.deactivated_at is null and m.email is not null
      and m.user_id is not null and (
      exists (select from meeting_people p
        where p.workspace_id = m.workspace_id and p.meeting_id = ${meetingId} and p.member_id = m.id)
      or m.id = (select lead_id from meetings where workspace_id = ${workspace} and id = ${meetingId}))
    order by m.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** The practices of a meeting as it says them now. */
export async function listRecordPractices(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
): Promise<DecidedWords["practices"]> {
  const { rows } = await sql<DecidedWords["practices"][number]>`
    select p.id, p.title, p.applies_when as "appliesWhen", p.how
    from meeting_ideas i join practices p on p.workspace_id = i.workspace_id and p.id = i.practice_id
    where i.workspace_id = ${workspace} and i.meeting_id = ${meetingId} order by p.adopted_at, p.id`.execute(db);
  return rows;
}

/**
 * What became of each practice's ticks: as its task stands where it has one. A deal counts once for a practice, by what it
 * is now.
 */
export async function listBecame(db: Db, workspace: WorkspaceId, meetingId: string): Promise<Became["practices"]> {
  const { rows } = await sql<Became["practices"][number]>`
    select p.id, p.title, p.state,
      count(u.id)::integer as ticks,
      (count(*) filter (where u.state = 'done'))::integer as done,
      (count(*) filter (where u.state = 'open'))::integer as waiting,
      (count(*) filter (where u.state = 'dropped'))::integer as dropped,
      (count(*) filter (where u.deal_status = 'open'))::integer as open,
      (count(*) filter (where u.deal_status = 'won'))::integer as won,
      (count(*) filter (where u.deal_status = 'lost'))::integer as lost
    from meeting_ideas i
    join practices p on p.workspace_id = i.workspace_id and p.id = i.practice_id
    left join lateral (
      select u.id, d.status as deal_status,
        case when u.dropped_at is not null or t.state = 'dropped' then 'dropped'
          when u.done_at is not null or t.state = 'done' then 'done' else 'open' end as state
      from practice_uses u
      join deals d on d.workspace_id = u.workspace_id and d.id = u.deal_id
      left join repair_tasks t on t.workspace_id = u.workspace_id and t.id = u.task_id
      where u.workspace_id = p.workspace_id and u.practice_id = p.id and u.meeting_id = i.meeting_id
    ) u on true
    where i.workspace_id = ${workspace} and i.meeting_id = ${meetingId}
    group by p.id, p.title, p.state, p.adopted_at order by p.adopted_at, p.id`.execute(db);
  return rows;
}

/** What somebody ticked in a meeting, on deals that are theirs now, and has not done yet. */
export async function listMyTicks(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  memberId: string,
): Promise<{ dealId: string; dealName: string; practiceTitle: string; dueOn: Day }[]> {
  const { rows } = await sql<{ dealId: string; dealName: string; practiceTitle: string; dueOn: Day }>`
    select d.id as "dealId", d.name as "dealName", p.title as "practiceTitle", coalesce(t.due_on, u.due_on) as "dueOn"
    from practice_uses u
    join practices p on p.workspace_id = u.workspace_id and p.id = u.practice_id
    join deals d on d.workspace_id = u.workspace_id and d.id = u.deal_id
    left join repair_tasks t on t.workspace_id = u.workspace_id and t.id = u.task_id
    where u.workspace_id = ${workspace} and u.meeting_id = ${meetingId} and d.owner_id = ${memberId}
      and d.status = 'open' and u.done_at is null and u.dropped_at is null and coalesce(t.state, 'open') = 'open'
    order by 4, 2, d.id limit 200`.execute(db);
  return rows;
}
