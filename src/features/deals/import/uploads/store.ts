import { sql } from "kysely";
import type { Database, Db } from "../../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { ImportKind } from "../contract.ts";

/** An upload: of two under one id, the one that began later counts, and the other finds out at its next piece. */
type Upload = { id: string; now: Date };

/**
 * Makes room for a file, and gives the instant by which this upload is known from now on: no other one of this id has it. What was
 * uploaded under the id before is replaced, unless its import has begun: null.
 */
export async function beginUpload(
  db: Database,
  workspace: WorkspaceId,
  file: Upload & { kind: ImportKind; fileName: string; createdBy: string },
): Promise<Date | null> {
  return db.transaction().execute(async (tx) => {
    const started = await tx
      .insertInto("imports")
      .values({
        workspace_id: workspace,
        id: file.id,
        kind: file.kind,
        file_name: file.fileName,
        state: "uploading",
        created_by: file.createdBy,
        created_at: file.now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["workspace_id", "id"])
          .doUpdateSet({
            kind: file.kind,
            file_name: file.fileName,
            state: "uploading",
            created_at: sql<Date>`greatest(${file.now}, imports.created_at + interval '1 millisecond')`,
            byte_count: 0,
            message: null,
            mapping: null,
          })
          .where("imports.state", "in", ["uploading", "uploaded", "failed"]),
      )
      .returning("created_at")
      .executeTakeFirst();
    if (!started) return null;
    await deletePieces(tx, workspace, file.id);
    return started.created_at;
  });
}

/** False: the upload was cancelled, or begun anew. The import is held, so that neither happens in between. */
export async function insertPiece(
  db: Db,
  workspace: WorkspaceId,
  upload: Upload,
  position: number,
  bytes: Buffer,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into import_pieces (workspace_id, import_id, position, bytes)
    select workspace_id, id, ${position}::integer, ${bytes}::bytea from imports
    where workspace_id = ${workspace} and id = ${upload.id} and state = 'uploading' and created_at = ${upload.now}
    for update`.execute(db);
  return numAffectedRows === 1n;
}

/** False: the upload was cancelled, or begun anew. */
export async function markUploaded(
  db: Db,
  workspace: WorkspaceId,
  upload: Upload,
  byteCount: number,
  kind: ImportKind,
): Promise<boolean> {
  const row = await db
    .updateTable("imports")
    .set({ state: "uploaded", byte_count: byteCount, kind })
    .where("workspace_id", "=", workspace)
    .where("id", "=", upload.id)
    .where("state", "=", "uploading")
    .where("created_at", "=", upload.now)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteUpload(db: Db, workspace: WorkspaceId, upload: Upload): Promise<void> {
  await db
    .deleteFrom("imports")
    .where("workspace_id", "=", workspace)
    .where("id", "=", upload.id)
    .where("state", "=", "uploading")
    .where("created_at", "=", upload.now)
    .execute();
}

/** A file is kept until its import is done or cancelled. */
export async function deletePieces(db: Db, workspace: WorkspaceId, id: string): Promise<void> {
  await db.deleteFrom("import_pieces").where("workspace_id", "=", workspace).where("import_id", "=", id).execute();
}

/** The uploaded file from its beginning, a piece at a time. */
export async function* readPieces(db: Db, workspace: WorkspaceId, importId: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const piece = await db
      .selectFrom("import_pieces")
      .select("bytes")
      .where("workspace_id", "=", workspace)
      .where("import_id", "=", importId)
      .where("position", "=", position)
      .executeTakeFirst();
    if (!piece) return;
    yield piece.bytes;
  }
}
