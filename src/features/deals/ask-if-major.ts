import type { Tx } from "../../platform/database/database.ts";
import { enqueue } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";

/** A loss, or what is known of it, changed: is it one whose customer somebody shall talk with? */
export async function askIfMajor(tx: Tx, workspace: WorkspaceId, dealId: string): Promise<void> {
  const key = `find-major-losses:${workspace}:${dealId}`;
  // Several changes in a row are answered once.
  await enqueue(tx, "find-major-losses", { workspace, dealIds: [dealId] }, { key });
}
