import type { Db } from "../../platform/database/database.ts";
import { enqueue } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";

/**
 * What all deals are held against changed: which persona each is of, and which campaign brought it, is told anew. Once,
 * however many asked meanwhile. (Of a deal that changed, `markDealChanged` asks it.)
 */
export async function askAims(db: Db, workspace: WorkspaceId): Promise<void> {
  await enqueue(db, "set-aims", { workspace }, { key: `set-aims:${workspace}` });
}

/** An import says which of its columns name the persona, the campaign, the message or the segment of a deal. */
export async function askAudienceColumns(
  db: Db,
  workspace: WorkspaceId,
  columns: Record<string, string>,
): Promise<void> {
  await enqueue(db, "name-audience-columns", { workspace, columns });
}
