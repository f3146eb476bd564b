import type { Db } from "../../database/database.ts";
import type { Session, WorkspaceId } from "../../session.ts";
import { sessionColumns, toSession } from "../store.ts";

export type FeedLink = { madeAt: Date; lastReadAt: Date | null };

export async function findFeedLink(db: Db, workspace: WorkspaceId, memberId: string): Promise<FeedLink | undefined> {
  return db
    .selectFrom("feed_links")
    .select(["made_at as madeAt", "last_read_at as lastReadAt"])
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
}

/** A person's link; the one they had before ends with it. */
export async function putFeedLink(
  db: Db,
  workspace: WorkspaceId,
  { memberId, secretHash, madeAt }: { memberId: string; secretHash: Buffer; madeAt: Date },
): Promise<void> {
  const values = { secret_hash: secretHash, made_at: madeAt, last_read_at: null };
  await db
    .insertInto("feed_links")
    .values({ workspace_id: workspace, member_id: memberId, ...values })
    .onConflict((conflict) => conflict.columns(["workspace_id", "member_id"]).doUpdateSet(values))
    .execute();
}

/** False: there was none. */
export async function deleteFeedLinkOf(db: Db, workspace: WorkspaceId, memberId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("feed_links")
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export type FeedReader = { session: Session; secretHash: Buffer; lastReadAt: Date | null };

/**
 * In whose name this secret reads. A link that was ended or replaced, one of somebody who left, and one that never was are
 * one question with one answer.
 */
export async function findFeedReader(db: Db, secretHash: Buffer): Promise<FeedReader | undefined> {
  const row = await db
    .selectFrom("feed_links")
    .innerJoin("members", (join) =>
      join
        .onRef("members.workspace_id", "=", "feed_links.workspace_id")
        .onRef("members.id", "=", "feed_links.member_id"),
    )
    .innerJoin("workspaces", "workspaces.workspace_id", "members.workspace_id")
    .select([...sessionColumns, "feed_links.secret_hash as secretHash", "feed_links.last_read_at as lastReadAt"])
    .where("feed_links.secret_hash", "=", secretHash)
    .where("members.deactivated_at", "is", null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { secretHash: known, lastReadAt, ...session } = row;
  return { session: toSession(session), secretHash: known, lastReadAt };
}

export async function noteFeedRead(db: Db, { workspace, memberId }: Session, now: Date): Promise<void> {
  await db
    .updateTable("feed_links")
    .set({ last_read_at: now })
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .execute();
}
