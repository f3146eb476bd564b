import type { Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** Takes out the personas and campaigns these people named, with what was said of deals. */
export async function deleteAimsOf(tx: Tx, workspace: WorkspaceId, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .deleteFrom("aims")
    .where("workspace_id", "=", workspace)
    .where("made_by", "in", [...memberIds])
    .execute();
}
