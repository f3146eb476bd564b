import type { Db } from "../../../platform/database/database.ts";
import { mintWorkspaceId, type WorkspaceId } from "../../../platform/session.ts";

/** The sign-in this person has, if they have one. */
export async function findUserId(db: Db, workspace: WorkspaceId, memberId: string): Promise<string | null> {
  const row = await db
    .selectFrom("members")
    .select("user_id")
    .where("workspace_id", "=", workspace)
    .where("id", "=", memberId)
    .executeTakeFirst();
  return row?.user_id ?? null;
}

/** Everywhere somebody signs in with it, the oldest first. */
export async function listMembershipsOf(
  db: Db,
  userId: string,
): Promise<{ workspace: WorkspaceId; memberId: string; name: string }[]> {
  const rows = await db
    .selectFrom("members")
    .select(["workspace_id", "id", "name"])
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .execute();
  return rows.map(({ workspace_id, id, name }) => ({ workspace: mintWorkspaceId(workspace_id), memberId: id, name }));
}
