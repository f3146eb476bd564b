import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { silentAfterMs } from "./rules.ts";

/** Whether a demo team is moving in or out just now. */
export async function isDemoOnItsWay(db: Db, workspace: WorkspaceId, now: Instant): Promise<boolean> {
  const row = await db
    .selectFrom("demo_loads")
    .select("workspace_id")
    .where("workspace_id", "=", workspace)
    .where("state", "in", ["loading", "clearing"])
    .where("touched_at", ">", new Date(now - silentAfterMs))
    .executeTakeFirst();
  return row !== undefined;
}
