import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { Db, Tx } from "../../../platform/database/database.ts";
import { notifying } from "../../../platform/database/notifications.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { Role } from "../../team/contract.ts";
import type { Involved } from "../access.ts";
import { listTopics } from "../topics/store.ts";
import {
  type MeetingEvent,
  type MeetingIdea,
  type MeetingPerson,
  type MeetingPractice,
  type MeetingShape,
  type MeetingView,
  meetingRound,
} from "./contract.ts";

/** A meeting, and what is known of whoever asks for it. */
export type StoredMeeting = MeetingShape & Involved & { lastEvent: number; groupNumber: number | null };

type MeetingRow = Omit<StoredMeeting, "rounds" | "plannedFor" | "roundEndsAt" | "startedAt" | "endedAt"> & {
  rounds: unknown;
  plannedFor: Date;
  roundEndsAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
};

const meetingOf = (workspace: WorkspaceId, id: string, memberId: string) => sql`
  select m.id, m.title, m.period_from as "periodFrom", m.period_to as "periodTo", m.planned_for as "plannedFor",
    case when l.deactivated_at is null then l.id end as "leadId", l.name as "leadName", m.state, m.rounds, m.round, m.round_ends_at as "roundEndsAt",
    m.round_left_ms as "roundLeftMs", m.votes_each as "votesEach", m.version, m.started_at as "startedAt",
    m.ended_at as "endedAt", m.made_by as "madeBy", m.last_event as "lastEvent", p.member_id is not null as "isInvited",
    p.group_number as "groupNumber"
  from meetings m
  left join members l on l.workspace_id = m.workspace_id and l.id = m.lead_id
  left join meeting_people p on p.workspace_id = m.workspace_id and p.meeting_id = m.id and p.member_id = ${memberId}
  where m.workspace_id = ${workspace} and m.id = ${id}`;

const storedOf = (row: MeetingRow): StoredMeeting => ({
  ...row,
  rounds: z.array(meetingRound).parse(row.rounds),
  plannedFor: row.plannedFor.toISOString(),
  roundEndsAt: row.roundEndsAt?.toISOString() ?? null,
  startedAt: row.startedAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
});

/** As everybody in it sees it. */
export function meetingShapeOf({
  madeBy: _,
  isInvited: __,
  lastEvent: ___,
  groupNumber: ____,
  ...shape
}: StoredMeeting): MeetingShape {
  return shape;
}

export async function findMeeting(
  db: Db,
  workspace: WorkspaceId,
  id: string,
  memberId: string,
): Promise<StoredMeeting | undefined> {
  const { rows } = await sql<MeetingRow>`${meetingOf(workspace, id, memberId)}`.execute(db);
  return rows[0] && storedOf(rows[0]);
}

/**
 * The meeting, held until the transaction ends. Whoever writes anything in a meeting holds it, so that its events have
 * numbers without gaps, and nobody sees a later one before an earlier one.
 */
export async function lockMeeting(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  memberId: string,
): Promise<StoredMeeting | undefined> {
  // Locked first and read by another statement: so it reads what whoever held it before has written.
  await sql`select from meetings where workspace_id = ${workspace} and id = ${id} for no key update`.execute(tx);
  return findMeeting(tx, workspace, id, memberId);
}

type PersonRow = Omit<MeetingPerson, "role"> & { role: string };
const roles = new Set<string>(["rep", "manager", "marketing", "admin"] satisfies Role[]);
const isRole = (text: string): text is Role => roles.has(text);

/** Who is invited and still here, by name; `only` some of them. */
export async function listPeople(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  only?: readonly string[],
): Promise<MeetingPerson[]> {
  const { rows } = await sql<PersonRow>`
    select p.member_id as id, m.name, m.role, p.group_number as "groupNumber", p.joined_at is not null as joined,
      p.worksheet_done_at is not null as "worksheetDone"
    from meeting_people p join members m on m.workspace_id = p.workspace_id and m.id = p.member_id
    where p.workspace_id = ${workspace} and p.meeting_id = ${meetingId} and m.deactivated_at is null
      and ${only ? sql`p.member_id = any(${[...only]}::uuid[])` : sql`true`}
    order by m.name, p.member_id`.execute(db);
  return rows.map(({ role, ...row }) => ({ ...row, role: isRole(role) ? role : "rep" }));
}

type IdeaRow = Omit<MeetingIdea, "begunAt"> & { begunAt: Date; memberId: string | null };
export type StoredIdea = MeetingIdea & { memberId: string | null };

/** Ideas in the order they were begun; votes count each person once for all that was merged. */
export async function listIdeas(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  wanted: RawBuilder<unknown> = sql`true`,
): Promise<StoredIdea[]> {
  const { rows } = await sql<IdeaRow>`
    select i.id, i.topic_id as "topicId", i.group_number as "groupNumber", i.words, i.merged_into as "mergedInto",
      i.removed_at is not null as removed, i.practice_id as "practiceId", i.begun_at as "begunAt",
      i.member_id as "memberId",
      coalesce(n.votes, 0) as votes
    from meeting_ideas i
    left join (
      select coalesce(w.merged_into, w.id) as id, count(distinct v.member_id)::integer as votes
      from meeting_votes v
      join meeting_ideas w on w.workspace_id = v.workspace_id and w.meeting_id = v.meeting_id and w.id = v.idea_id
      where v.workspace_id = ${workspace} and v.meeting_id = ${meetingId} group by 1
    ) n on n.id = i.id
    where i.workspace_id = ${workspace} and i.meeting_id = ${meetingId} and ${wanted}
    order by i.begun_at, i.id`.execute(db);
  return rows.map((row) => ({ ...row, begunAt: row.begunAt.toISOString() }));
}

/** As it is told: nobody learns whose it was. */
export function ideaOf({ memberId: _, ...idea }: StoredIdea): MeetingIdea {
  return idea;
}

/** What somebody voted for, as votes were cast: where an idea was merged since, it counts there. */
export async function listVotesOf(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  memberId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom("meeting_votes")
    .select("idea_id as ideaId")
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("member_id", "=", memberId)
    .execute();
  return rows.map(({ ideaId }) => ideaId);
}

/** The best practices adopted in a meeting, first adopted first, with how often each was ticked in its worksheets. */
export async function listMeetingPractices(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
): Promise<MeetingPractice[]> {
  const { rows } = await sql<MeetingPractice>`
    select p.id, p.title, i.id as "ideaId",
      (select count(*)::integer from practice_uses u
        where u.workspace_id = p.workspace_id and u.practice_id = p.id and u.meeting_id = i.meeting_id
          and u.dropped_at is null) as ticks
    from meeting_ideas i join practices p on p.workspace_id = i.workspace_id and p.id = i.practice_id
    where i.workspace_id = ${workspace} and i.meeting_id = ${meetingId}
    order by p.adopted_at, p.id`.execute(db);
  return rows;
}

/** The last meeting that ended before this one was planned for, with one of its people. */
export async function findMeetingBefore(
  db: Db,
  workspace: WorkspaceId,
  { before, people }: { before: Date; people: readonly string[] },
): Promise<MeetingView["before"]> {
  const { rows } = await sql<{ id: string; title: string; plannedFor: Date }>`
    select m.id, m.title, m.planned_for as "plannedFor" from meetings m
    where m.workspace_id = ${workspace} and m.state = 'ended' and m.planned_for < ${before}
      and (m.lead_id = any(${[...people]}::uuid[]) or exists (
        select from meeting_people p where p.workspace_id = m.workspace_id and p.meeting_id = m.id
          and p.member_id = any(${[...people]}::uuid[])))
    order by m.planned_for desc limit 1`.execute(db);
  const [row] = rows;
  return row ? { ...row, plannedFor: row.plannedFor.toISOString() } : null;
}

type Told<Event> = Event extends unknown ? Omit<Event, "number" | "at"> : never;
/** Something that happened, before it has its number. */
export type NewEvent = Told<MeetingEvent>;

/** On this channel processes tell each other that a meeting has news: `workspace meeting number`. */
export const meetingsChannel = "meetings";

/**
 * Tells what happened to everybody who follows, in any process, once the transaction commits; says the last number. `along` is
 * a write that goes with it in one statement.
 */
export async function insertEvents(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  events: readonly NewEvent[],
  at: Date,
  along: RawBuilder<unknown> = sql`select`,
): Promise<number> {
  const isSomebodyOut = events.some((event) => event.kind === "people" && event.detail.gone.length > 0);
  const what = sql<string>`${`${workspace} ${meetingId} `} || last_event || ${isSomebodyOut ? " out" : ""}`;
  const { rows } = await sql<{ lastEvent: number }>`
    with along as (${along}), told as (
      update meetings set last_event = last_event + ${events.length}::integer
      where workspace_id = ${workspace} and id = ${meetingId} returning last_event
    ), kept as (
      insert into meeting_events (workspace_id, meeting_id, number, kind, detail, at)
      select ${workspace}::uuid, ${meetingId}::uuid, told.last_event - ${events.length}::integer + e.place,
        e.event ->> 'kind', e.event -> 'detail', ${at}
      from told, jsonb_array_elements(${JSON.stringify(events)}::jsonb) with ordinality e (event, place)
    )
    select last_event as "lastEvent", ${notifying(meetingsChannel, what)} from told`.execute(tx);
  const lastEvent = rows[0]?.lastEvent;
  if (lastEvent === undefined) throw new Error("The meeting that something happened in is not there.");
  return lastEvent;
}

export async function findLastEvent(db: Db, workspace: WorkspaceId, meetingId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom("meetings")
    .select("last_event as lastEvent")
    .where("workspace_id", "=", workspace)
    .where("id", "=", meetingId)
    .executeTakeFirst();
  return row?.lastEvent;
}

export type KeptEvent = { number: number; text: string };

/**
 * What happened after a number, in order, each as the JSON that is sent. What a meeting is about is told as everybody may read
 * it now, whenever it was changed: that somebody took their consent back is no event of the meeting.
 */
export async function listEventsAfter(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  after: number,
  limit: number,
): Promise<KeptEvent[]> {
  const { rows } = await sql<{ number: number; kind: string; at: Date; detail: string }>`
    select number, kind, at, detail::text as detail from meeting_events
    where workspace_id = ${workspace} and meeting_id = ${meetingId} and number > ${after}
    order by number limit ${limit}`.execute(db);
  const topics = rows.some(({ kind }) => kind === "topics")
    ? JSON.stringify({ topics: await listTopics(db, workspace, meetingId) })
    : null;
  return rows.map(({ number, kind, at, detail }) => ({
    number,
    text: `{"number":${number},"at":"${at.toISOString()}","kind":${JSON.stringify(kind)},"detail":${kind === "topics" ? topics : detail}}`,
  }));
}

/** Events of meetings that ended before, some at a time: by then everybody has seen them, or reads the record. */
export async function deleteOldEvents(db: Db, endedBefore: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from meeting_events e using (
      select e.workspace_id, e.meeting_id, e.number from meeting_events e
      join meetings m on m.workspace_id = e.workspace_id and m.id = e.meeting_id
      where m.state in ('ended', 'cancelled') and coalesce(m.ended_at, m.planned_for) < ${endedBefore} limit ${limit}
    ) old
    where e.workspace_id = old.workspace_id and e.meeting_id = old.meeting_id and e.number = old.number`.execute(db);
  return Number(numAffectedRows ?? 0);
}
