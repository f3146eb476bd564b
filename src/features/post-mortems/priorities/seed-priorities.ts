import type { Database, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { listWorkspaces } from "../../team/store.ts";
import { prioritySeeds } from "./rules.ts";
import { insertPrioritySeeds } from "./store.ts";

/** What customers are asked about, until the team says otherwise. Again, it changes nothing. */
export async function seedPriorities(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await insertPrioritySeeds(tx, workspace, prioritySeeds);
}

/** For the workspaces that are older than this. */
export async function extendPriorities(db: Database): Promise<void> {
  for (const workspace of await listWorkspaces(db)) {
    await db.transaction().execute((tx) => seedPriorities(tx, workspace));
  }
}
