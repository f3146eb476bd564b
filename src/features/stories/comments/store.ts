import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { Signature } from "../store.ts";

export type StoredComment = {
  id: string;
  body: string;
  isAnonymous: boolean;
  memberId: string | null;
  memberName: string | null;
  authorMark: Buffer | null;
  byTeller: boolean;
  writtenOn: Day;
  version: number;
  takenDownOn: Day | null;
  takenDownWhy: string;
};

/** A story's conversation in its order. */
export async function listComments(db: Db, workspace: WorkspaceId, storyId: string): Promise<StoredComment[]> {
  const { rows } = await sql<StoredComment>`
    select c.id, c.body, c.is_anonymous as "isAnonymous", c.member_id as "memberId", m.name as "memberName",
      c.author_mark as "authorMark", c.by_teller as "byTeller", c.written_on as "writtenOn", c.version,
      c.taken_down_on as "takenDownOn", c.taken_down_why as "takenDownWhy"
    from story_comments c
    left join members m on m.workspace_id = c.workspace_id and m.id = c.member_id
    where c.workspace_id = ${workspace} and c.story_id = ${storyId}
    order by c.position`.execute(db);
  return rows;
}

/** At the end of the conversation. The story is held by the caller, so that no two take one place. */
export async function insertComment(
  tx: Tx,
  workspace: WorkspaceId,
  {
    memberId,
    authorMark,
    ...comment
  }: Signature & {
    storyId: string;
    id: string;
    body: string;
    byTeller: boolean;
    writtenOn: Day;
  },
): Promise<void> {
  const last = await tx
    .selectFrom("story_comments")
    .select((row) => row.fn.max("position").as("position"))
    .where("workspace_id", "=", workspace)
    .where("story_id", "=", comment.storyId)
    .executeTakeFirst();
  await tx
    .insertInto("story_comments")
    .values({
      workspace_id: workspace,
      story_id: comment.storyId,
      id: comment.id,
      position: (last?.position ?? 0) + 1,
      body: comment.body,
      is_anonymous: authorMark !== null,
      member_id: memberId,
      author_mark: authorMark,
      by_teller: comment.byTeller,
      written_on: comment.writtenOn,
    })
    .execute();
}

type Which = { storyId: string; id: string };

export async function updateComment(
  tx: Tx,
  workspace: WorkspaceId,
  { storyId, id, body }: Which & { body: string },
): Promise<void> {
  await tx
    .updateTable("story_comments")
    .set({ body, version: sql`version + 1` })
    .where("workspace_id", "=", workspace)
    .where("story_id", "=", storyId)
    .where("id", "=", id)
    .execute();
}

export async function deleteCommentOf(tx: Tx, workspace: WorkspaceId, { storyId, id }: Which): Promise<void> {
  await tx
    .deleteFrom("story_comments")
    .where("workspace_id", "=", workspace)
    .where("story_id", "=", storyId)
    .where("id", "=", id)
    .execute();
}

/** Null brings it back. */
export async function updateCommentStanding(
  tx: Tx,
  workspace: WorkspaceId,
  { storyId, id }: Which,
  down: { on: Day; why: string } | null,
): Promise<void> {
  await tx
    .updateTable("story_comments")
    .set({ taken_down_on: down?.on ?? null, taken_down_why: down?.why ?? "" })
    .where("workspace_id", "=", workspace)
    .where("story_id", "=", storyId)
    .where("id", "=", id)
    .execute();
}
