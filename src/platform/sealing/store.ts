import type { Db } from "../database/database.ts";
import { mintWorkspaceId, type WorkspaceId } from "../session.ts";

export type WrappedKey = { version: number; wrapped: Buffer; wrappedBy: string };

/** The keys of a workspace as they are stored, the newest first. */
export async function listWrappedKeys(db: Db, workspace: WorkspaceId): Promise<WrappedKey[]> {
  return db
    .selectFrom("workspace_keys")
    .select(["key_version as version", "wrapped", "wrapped_by as wrappedBy"])
    .where("workspace_id", "=", workspace)
    .orderBy("key_version", "desc")
    .execute();
}

/** Of two who make the same version at once, the first one's stands; false for the second. */
export async function insertWrappedKey(
  db: Db,
  workspace: WorkspaceId,
  { version, wrapped, wrappedBy }: WrappedKey,
): Promise<boolean> {
  const made = await db
    .insertInto("workspace_keys")
    .values({ workspace_id: workspace, key_version: version, wrapped, wrapped_by: wrappedBy })
    .onConflict((conflict) => conflict.columns(["workspace_id", "key_version"]).doNothing())
    .returning("key_version")
    .executeTakeFirst();
  return made !== undefined;
}

/** Keys that another key of the installation than this one has wrapped. */
export async function listWrappedByOthers(db: Db, name: string): Promise<(WrappedKey & { workspace: WorkspaceId })[]> {
  const rows = await db
    .selectFrom("workspace_keys")
    .select(["workspace_id", "key_version as version", "wrapped", "wrapped_by as wrappedBy"])
    .where("wrapped_by", "<>", name)
    .orderBy("workspace_id")
    .orderBy("key_version")
    .execute();
  return rows.map(({ workspace_id, ...row }) => ({ ...row, workspace: mintWorkspaceId(workspace_id) }));
}

export async function updateWrappedKey(
  db: Db,
  workspace: WorkspaceId,
  { version, wrapped, wrappedBy }: WrappedKey,
): Promise<void> {
  await db
    .updateTable("workspace_keys")
    .set({ wrapped, wrapped_by: wrappedBy })
    .where("workspace_id", "=", workspace)
    .where("key_version", "=", version)
    .execute();
}
