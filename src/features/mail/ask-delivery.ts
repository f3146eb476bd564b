import type { Db } from "../../platform/database/database.ts";
import { enqueue } from "../../platform/jobs.ts";

/** The job is about every team's mail; it has no workspace of its own. */
const nobodys = "00000000-0000-0000-0000-000000000000";

/** Mail waits: it goes out as soon as the caller's transaction commits. One waiting job a lane hands over everybody's. */
export async function askDelivery(db: Db, lane = 0): Promise<void> {
  await enqueue(db, "deliver-mails", { workspace: nobodys, lane }, { key: `deliver-mails ${lane}`, attempts: 2 });
}
