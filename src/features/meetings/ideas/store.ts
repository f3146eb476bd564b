import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { listIdeas, type StoredIdea } from "../live/store.ts";

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

/** Ideas as they are written in: with their shared text. */
export async function listWrittenIdeas(
  tx: Db,
  workspace: WorkspaceId,
  meetingId: string,
  ids: readonly string[],
): Promise<WrittenIdea[]> {
  const { rows } = await sql<WrittenIdea>`
    select id, topic_id as "topicId", member_id as "memberId", group_number as "groupNumber", words,
      merged_into as "mergedInto", removed_at is not null as removed, practice_id as "practiceId", begun_at as "begunAt",
      written
    from meeting_ideas
    where workspace_id = ${workspace} and meeting_id = ${meetingId} and id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows;
}

export async function countIdeas(db: Db, workspace: WorkspaceId, meetingId: string): Promise<number> {
  const { ideas } = await db
    .selectFrom("meeting_ideas")
    .select((idea) => idea.fn.countAll<number>().as("ideas"))
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .executeTakeFirstOrThrow();
  return ideas;
}

/** Which of these people are invited, and in which group each is. */
export async function listWriters(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  memberIds: readonly string[],
): Promise<{ memberId: string; groupNumber: number | null }[]> {
  const { rows } = await sql<{ memberId: string; groupNumber: number | null }>`
    select member_id as "memberId", group_number as "groupNumber" from meeting_people
    where workspace_id = ${workspace} and meeting_id = ${meetingId}
      and member_id = any(${[...memberIds]}::uuid[])`.execute(db);
  return rows;
}

export async function listTopicIds(db: Db, workspace: WorkspaceId, meetingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("meeting_topics")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .execute();
  return rows.map(({ id }) => id);
}

/** Ideas as they are now written: new ones, and new words of those that were there. */
export async function upsertIdeas(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  ideas: readonly (WrittenIdea & { written: Buffer })[],
  at: Date,
): Promise<void> {
  await sql`
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
      set words = excluded.words, written = excluded.written, changed_at = excluded.changed_at`.execute(tx);
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
