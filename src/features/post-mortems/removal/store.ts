import type { Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** Takes out which losses these people said are major, without a trace. */
export async function deleteMajorRulesOf(tx: Tx, workspace: WorkspaceId, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .deleteFrom("major_loss_rules")
    .where("workspace_id", "=", workspace)
    .where("changed_by", "in", [...memberIds])
    .execute();
}
