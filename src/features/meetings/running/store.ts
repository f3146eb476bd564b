import type { Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

export async function updateJoined(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  { memberId, groupNumber, at }: { memberId: string; groupNumber: number | null; at: Date },
): Promise<void> {
  await tx
    .updateTable("meeting_people")
    .set({ joined_at: at, group_number: groupNumber })
    .where("workspace_id", "=", workspace)
    .where("meeting_id", "=", meetingId)
    .where("member_id", "=", memberId)
    .execute();
}
