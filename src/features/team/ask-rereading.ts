import type { Db } from "../../platform/database/database.ts";
import { enqueue } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { askRecounting } from "./ask-recounting.ts";

/**
 * What flags are read against changed for the whole team (steps, stages, thresholds, an import, the day): every open deal
 * is read again, once, however many asked meanwhile. What the team's results come to is worked out again with it.
 */
export async function askRereading(db: Db, workspace: WorkspaceId): Promise<void> {
  await enqueue(db, "refresh-flags", { workspace, all: true }, { key: `refresh-flags:${workspace}` });
  await askRecounting(db, workspace);
}
