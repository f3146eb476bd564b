import type { Db } from "../../platform/database/database.ts";
import { enqueue } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";

/**
 * A deal, or what all deals are held against, changed: which persona it is of, and which campaign brought it, is told anew.
 * Once, however many asked meanwhile, and one after the other.
 */
export async function askAims(db: Db, workspace: WorkspaceId, dealId?: string): Promise<void> {
  const queue = `set-aims:${workspace}`;
  if (dealId === undefined) await enqueue(db, "set-aims", { workspace }, { key: queue, queue });
  else await enqueue(db, "set-aims", { workspace, deals: [dealId] }, { key: `${queue}:${dealId}`, queue });
}

/** An import says which of its columns name the persona, the campaign, the message or the segment of a deal. */
export async function askAudienceColumns(
  db: Db,
  workspace: WorkspaceId,
  columns: Record<string, string>,
): Promise<void> {
  const queue = `set-aims:${workspace}`;
  await enqueue(db, "name-audience-columns", { workspace, columns }, { queue });
}
