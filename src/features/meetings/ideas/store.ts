import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { insertEvents, listIdeas, type NewEvent, type StoredIdea } from "../live/store.ts";

export async function listIdeasByIds(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  ids: readonly string[],
): Promise<StoredIdea[]> {
  return listIdeas(db, workspace, meetingId, sql`i.id = any(${[...ids]}::uuid[])`);
}

export async function findIdea(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  id: string,
): Promise<StoredIdea | undefined> {
  return (await listIdeasByIds(db, workspace, meetingId, [id]))[0];
}

/** An idea with those that were merged into it. */
export async function listMergedInto(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  id: string,
): Promise<StoredIdea[]> {
  return listIdeas(db, workspace, meetingId, sql`i.merged_into = ${id}`);
}

export type WrittenIdea = {
  id: string;
  topicId: string | null;
  memberId: string | null;
  groupNumber: number | null;
  words: string;
  mergedInto: string | null;
  removed: boolean;
  practiceId: string | null;
  begunAt: Date;
  /** The shared text; null: nobody wrote yet. */
  written: Buffer | null;
};

/** An idea with its shared text, to write in it. */
export async function findWrittenIdea(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  id: string,
): Promise<{ words: string; written: Buffer | null } | undefined> {
  return db
    .selectFrom("meeting_ideas")
    .select(["words", "written"])
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export type Desk = {
  ideas: WrittenIdea[];
  /** Which of those who write are invited, and in which group each is. */
  writers: { memberId: string; groupNumber: number | null }[];
  topics: string[];
  /** Of all ideas of the meeting. */
  count: number;
};
type DeskRow = Omit<Desk, "ideas"> & {
  ideas: (Omit<WrittenIdea, "begunAt" | "written"> & { begunAt: string; written: string | null })[];
};

/** Everything that what people type is held against, in one statement: the whole meeting waits for it. */
export async function readDesk(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  { ids, memberIds }: { ids: readonly string[]; memberIds: readonly string[] },
): Promise<Desk> {
  const { rows } = await sql<DeskRow>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'topicId', topic_id, 'memberId', member_id,
          'groupNumber', group_number, 'words', words, 'mergedInto', merged_into, 'removed', removed_at is not null,
          'practiceId', practice_id, 'begunAt', begun_at, 'written', encode(written, 'base64'))), '[]')
        from meeting_ideas where workspace_id = ${workspace} and meeting_id = ${meetingId}
          and id = any(${[...ids]}::uuid[])) as ideas,
      (select coalesce(jsonb_agg(jsonb_build_object('memberId', member_id, 'groupNumber', group_number)), '[]')
        from meeting_people where workspace_id = ${workspace} and meeting_id = ${meetingId}
          and member_id = any(${[...memberIds]}::uuid[])) as writers,
      (select coalesce(jsonb_agg(id), '[]') from meeting_topics
        where workspace_id = ${workspace} and meeting_id = ${meetingId}) as topics,
      (select count(*)::integer from meeting_ideas
        where workspace_id = ${workspace} and meeting_id = ${meetingId}) as count`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("A desk is one row.");
  const ideas = row.ideas.map((idea) => ({
    ...idea,
    begunAt: new Date(idea.begunAt),
    written: idea.written === null ? null : Buffer.from(idea.written, "base64"),
  }));
  return { ...row, ideas };
}

/** Ideas as they are now written, told with their events: new ones, and new words of those that were there. */
export async function keepWriting(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  { ideas, events }: { ideas: readonly (WrittenIdea & { written: Buffer })[]; events: readonly NewEvent[] },
  at: Date,
): Promise<void> {
  const writing = sql`
    insert into meeting_ideas (workspace_id, meeting_id, id, topic_id, member_id, group_number, words, written, begun_at,
      changed_at)
    select ${workspace}::uuid, ${meetingId}::uuid, i.*, ${at} from unnest(
      ${ideas.map(({ id }) => id)}::uuid[],
      ${ideas.map(({ topicId }) => topicId)}::uuid[],
      ${ideas.map(({ memberId }) => memberId)}::uuid[],
      ${ideas.map(({ groupNumber }) => groupNumber)}::integer[],
      ${ideas.map(({ words }) => words)}::text[],
      ${ideas.map(({ written }) => written)}::bytea[],
      ${ideas.map(({ begunAt }) => begunAt)}::timestamptz[]
    ) i (id, topic_id, member_id, group_number, words, written, begun_at)
    on conflict (workspace_id, meeting_id, id) do update
      set words = excluded.words, written = excluded.written, changed_at = excluded.changed_at`;
  await insertEvents(tx, workspace, meetingId, events, at, writing);
}

/** Where ideas stand now: each in another one, or (null) by itself. */
export async function updateMergedInto(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  ids: readonly string[],
  into: string | null,
): Promise<void> {
  await tx
    .updateTable("meeting_ideas")
    .set({ merged_into: into })
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("id", "in", [...ids])
    .execute();
}

export async function updateRemoved(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  id: string,
  at: Date | null,
): Promise<void> {
  await tx
    .updateTable("meeting_ideas")
    .set({ removed_at: at })
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .execute();
}

export async function updateIdeaPractice(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  id: string,
  practiceId: string,
): Promise<void> {
  await tx
    .updateTable("meeting_ideas")
    .set({ practice_id: practiceId })
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .execute();
}

/** A vote counts once, however often it is cast. */
export async function insertVote(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  { ideaId, memberId }: { ideaId: string; memberId: string },
): Promise<void> {
  await tx
    .insertInto("meeting_votes")
    .values({ workspace_id: workspace, meeting_id: meetingId, idea_id: ideaId, member_id: memberId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteVotes(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  { ideaIds, memberId }: { ideaIds: readonly string[]; memberId: string },
): Promise<void> {
  await tx
    .deleteFrom("meeting_votes")
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("member_id", "=", memberId)
    .where("idea_id", "in", [...ideaIds])
    .execute();
}
