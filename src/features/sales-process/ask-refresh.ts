import type { Tx } from "../../platform/database/database.ts";
import { enqueue } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";

/** Steps and stages changed, and flags are read against them: every open deal is read again. */
export async function askRefresh(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await enqueue(tx, "refresh-flags", { workspace, all: true }, { key: `refresh-flags:${workspace}` });
}
