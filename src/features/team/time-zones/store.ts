import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** Where this person's days are; null: where the workspace's are. */
export async function updateMemberTimeZone(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  timeZone: string | null,
): Promise<void> {
  await db
    .updateTable("members")
    .set({ time_zone: timeZone })
    .where("workspace_id", "=", workspace)
    .where("id", "=", memberId)
    .execute();
}
