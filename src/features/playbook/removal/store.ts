import type { Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** Takes out what these people drafted, with its history and where it was applied. */
export async function deletePracticesOf(tx: Tx, workspace: WorkspaceId, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .deleteFrom("practices")
    .where("workspace_id", "=", workspace)
    .where("made_by", "in", [...memberIds])
    .execute();
}
