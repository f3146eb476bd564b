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

/** Where this person's days are: their own time zone, else the workspace's. */
export async function findTimeZone(db: Db, workspace: WorkspaceId, memberId: string): Promise<string> {
  const { timeZone } = await db
    .selectFrom("members as m")
    .innerJoin("workspaces as w", "w.workspace_id", "m.workspace_id")
    .select((column) => column.fn.coalesce("m.time_zone", "w.time_zone").as("timeZone"))
    .where("m.workspace_id", "=", workspace)
    .where("m.id", "=", memberId)
    .executeTakeFirstOrThrow();
  return timeZone;
}
