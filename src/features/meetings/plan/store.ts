import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import type { MeetingShape } from "../live/contract.ts";
import type { MeetingPlan, MeetingRow } from "./contract.ts";

const planColumns = ({ title, periodFrom, periodTo, plannedFor, leadId, rounds, votesEach }: MeetingPlan) => ({
  title,
  period_from: periodFrom,
  period_to: periodTo,
  planned_for: new Date(plannedFor),
  lead_id: leadId,
  rounds: JSON.stringify(rounds),
  votes_each: votesEach,
});

/** False: there is a meeting with this id already. */
export async function insertMeeting(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  plan: MeetingPlan,
  { madeBy, madeAt }: { madeBy: string; madeAt: Date },
): Promise<boolean> {
  const made = await tx
    .insertInto("meetings")
    .values({ workspace_id: workspace, id, ...planColumns(plan), made_by: madeBy, made_at: madeAt })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return made !== undefined;
}

export async function updateMeetingPlan(tx: Tx, workspace: WorkspaceId, id: string, plan: MeetingPlan): Promise<void> {
  await tx
    .updateTable("meetings")
    .set({ ...planColumns(plan), version: sql`version + 1` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** Where it stands: state, round and timer; a new version. */
export async function updateMeetingStanding(
  tx: Tx,
  workspace: WorkspaceId,
  meeting: Pick<
    MeetingShape,
    "id" | "state" | "round" | "roundEndsAt" | "roundLeftMs" | "version" | "startedAt" | "endedAt"
  >,
): Promise<void> {
  const { id, state, round, roundEndsAt, roundLeftMs, version, startedAt, endedAt } = meeting;
  await tx
    .updateTable("meetings")
    .set({
      ...{ state, round, version, round_left_ms: roundLeftMs },
      round_ends_at: roundEndsAt === null ? null : new Date(roundEndsAt),
      started_at: startedAt === null ? null : new Date(startedAt),
      ended_at: endedAt === null ? null : new Date(endedAt),
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** These people and nobody else are invited; those who were stay as they are. Says who is out. */
export async function replacePeople(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  memberIds: readonly string[],
): Promise<{ gone: string[]; added: string[] }> {
  const gone = await tx
    .deleteFrom("meeting_people")
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("member_id", "not in", [...memberIds])
    .returning("member_id")
    .execute();
  const added = await tx
    .insertInto("meeting_people")
    .values([...new Set(memberIds)].map((id) => ({ workspace_id: workspace, meeting_id: meetingId, member_id: id })))
    .onConflict((conflict) => conflict.columns(["workspace_id", "meeting_id", "member_id"]).doNothing())
    .returning("member_id")
    .execute();
  return { gone: gone.map((row) => row.member_id), added: added.map((row) => row.member_id) };
}

/** Of these: who is in the team and can sign in; which deals are seen; which reasons there are. */
export async function countKnown(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  asked: { memberIds: readonly string[]; dealIds: readonly string[]; reasonIds: readonly string[] },
): Promise<{ members: number; deals: number; reasons: number }> {
  const { rows } = await sql<{ members: number; deals: number; reasons: number }>`
    select
      (select count(*)::integer from members where workspace_id = ${workspace} and user_id is not null
        and deactivated_at is null and id = any(${[...asked.memberIds]}::uuid[])) as members,
      (select count(*)::integer from deals d where d.workspace_id = ${workspace} and ${ownedByVisible(visible)}
        and d.id = any(${[...asked.dealIds]}::uuid[])) as deals,
      (select count(*)::integer from reasons where workspace_id = ${workspace}
        and id = any(${[...asked.reasonIds]}::uuid[])) as reasons`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("A count has one row.");
  return row;
}

export async function updateGroups(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  groups: readonly { memberId: string; groupNumber: number | null }[],
): Promise<void> {
  await sql`
    update meeting_people p set group_number = g.number
    from unnest(${groups.map(({ memberId }) => memberId)}::uuid[],
      ${groups.map(({ groupNumber }) => groupNumber)}::integer[]) g (member_id, number)
    where p.workspace_id = ${workspace} and p.meeting_id = ${meetingId} and p.member_id = g.member_id`.execute(tx);
}

/** How often people were in one group of an ended meeting, for those among them who were at all. */
export async function listTimesTogether(
  db: Db,
  workspace: WorkspaceId,
  memberIds: readonly string[],
): Promise<{ one: string; other: string; times: number }[]> {
  const ids = [...memberIds];
  const { rows } = await sql<{ one: string; other: string; times: number }>`
    select a.member_id as one, b.member_id as other, count(*)::integer as times
    from meeting_people a
    join meeting_people b on b.workspace_id = a.workspace_id and b.meeting_id = a.meeting_id
      and b.group_number = a.group_number and b.member_id > a.member_id
    join meetings m on m.workspace_id = a.workspace_id and m.id = a.meeting_id and m.state in ('worksheet', 'ended')
    where a.workspace_id = ${workspace} and a.member_id = any(${ids}::uuid[]) and b.member_id = any(${ids}::uuid[])
      and a.joined_at is not null and b.joined_at is not null
    group by 1, 2`.execute(db);
  return rows;
}

export type MeetingPlace = { plannedFor: string; id: string };
type ListedRow = Omit<MeetingRow, "plannedFor" | "endedAt" | "mayEdit" | "mayEnd"> & {
  plannedFor: Date;
  endedAt: Date | null;
  madeBy: string | null;
};

/** Coming: those of this person (or all; or also those under way that nobody leads any more), next first. Past: everybody's, newest first. */
export async function listMeetingRows(
  db: Db,
  workspace: WorkspaceId,
  {
    memberId,
    seesAll,
    seesUnled,
    of,
  }: { memberId: string; seesAll: boolean; seesUnled: boolean; of: "coming" | "past" },
  { after, limit }: { after: MeetingPlace | null; limit: number },
): Promise<(Omit<MeetingRow, "mayEdit" | "mayEnd"> & { madeBy: string | null })[]> {
  const isMine = sql`(m.lead_id is not distinct from ${memberId}::uuid or m.made_by is not distinct from ${memberId}::uuid
    or exists (select from meeting_people p where p.workspace_id = m.workspace_id and p.meeting_id = m.id
      and p.member_id = ${memberId}))`;
  const place = after && sql`(${after.plannedFor}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<ListedRow>`
    select m.id, m.title, m.planned_for as "plannedFor", m.state, m.version,
      case when l.deactivated_at is null then l.id end as "leadId", l.name as "leadName", m.ended_at as "endedAt", m.made_by as "madeBy", ${isMine} as "isMine",
      (select count(*)::integer from meeting_people p
        where p.workspace_id = m.workspace_id and p.meeting_id = m.id) as people,
      (select count(*)::integer from meeting_ideas i
        where i.workspace_id = m.workspace_id and i.meeting_id = m.id and i.practice_id is not null) as practices
    from meetings m left join members l on l.workspace_id = m.workspace_id and l.id = m.lead_id
    where m.workspace_id = ${workspace} and ${
      of === "coming"
        ? sql`m.state in ('planned', 'running', 'worksheet') and (${seesAll}::boolean or ${isMine}
              or (${seesUnled}::boolean and m.state <> 'planned' and (l.id is null or l.deactivated_at is not null)))
            and ${place ? sql`(m.planned_for, m.id) > ${place}` : sql`true`} order by m.planned_for, m.id`
        : sql`m.state = 'ended' and ${place ? sql`(m.planned_for, m.id) < ${place}` : sql`true`}
            order by m.planned_for desc, m.id desc`
    } limit ${limit}`.execute(db);
  return rows.map((row) => ({
    ...row,
    plannedFor: row.plannedFor.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
}

/** Up to which day the last meeting of this person looked. */
export async function findLastPeriod(db: Db, workspace: WorkspaceId, memberId: string): Promise<Day | null> {
  const { rows } = await sql<{ periodTo: Day }>`
    select m.period_to as "periodTo" from meetings m
    where m.workspace_id = ${workspace} and m.state in ('running', 'worksheet', 'ended')
      and (m.lead_id = ${memberId} or m.made_by = ${memberId})
    order by m.period_to desc limit 1`.execute(db);
  return rows[0]?.periodTo ?? null;
}
