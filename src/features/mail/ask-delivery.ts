import type { Db } from "../../platform/database/database.ts";
import { enqueue } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";

/** Mail waits: it goes out as soon as the caller's transaction commits. One waiting job hands over everybody's. */
export async function askDelivery(db: Db, workspace: WorkspaceId, lane = 0): Promise<void> {
  await enqueue(db, "deliver-mails", { workspace, lane }, { key: `deliver-mails ${lane}`, attempts: 2 });
}
