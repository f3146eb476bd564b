import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

export type StoredDraft = { id: string; writerMark: Buffer; sealed: Buffer; version: number };

const columns = ["id", "writer_mark as writerMark", "sealed", "version"] as const;

/** Everybody's: only its mark tells whose one is, and only to whom it belongs. */
export async function listDrafts(db: Db, workspace: WorkspaceId): Promise<StoredDraft[]> {
  return db.selectFrom("story_drafts").select(columns).where("workspace_id", "=", workspace).orderBy("id").execute();
}

export async function findDraft(db: Db, workspace: WorkspaceId, id: string): Promise<StoredDraft | undefined> {
  return db
    .selectFrom("story_drafts")
    .select(columns)
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** False: there is one with this id already. */
export async function insertDraft(
  tx: Tx,
  workspace: WorkspaceId,
  { id, writerMark, sealed }: Omit<StoredDraft, "version">,
): Promise<boolean> {
  const made = await tx
    .insertInto("story_drafts")
    .values({ workspace_id: workspace, id, writer_mark: writerMark, sealed })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return made !== undefined;
}

/** False: it is no longer the version that was seen. */
export async function updateDraft(
  tx: Tx,
  workspace: WorkspaceId,
  { id, version, sealed }: Omit<StoredDraft, "writerMark">,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("story_drafts")
    .set({ sealed, version: sql`version + 1` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteDraftOf(db: Db, workspace: WorkspaceId, id: string): Promise<void> {
  await db.deleteFrom("story_drafts").where("workspace_id", "=", workspace).where("id", "=", id).execute();
}
