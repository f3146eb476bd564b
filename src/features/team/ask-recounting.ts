import type { Db } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import { enqueue } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";

const everyMs = { "refresh-comeback": 5 * 60_000, "refresh-insights": 10 * 60_000 };

const quietMs = 5_000;

/**
 * Deals changed, so what the team's results come to is worked out again: at the next full five or ten minutes, once, however
 * many changes come until then; when no instant is given, as soon as nothing more has been asked for a moment: an export
 * comes in several files.
 */
export async function askRecounting(db: Db, workspace: WorkspaceId, changedAt?: Instant): Promise<void> {
  const soon = Date.now() + quietMs;
  for (const job of ["refresh-comeback", "refresh-insights"] as const) {
    const every = everyMs[job];
    // What is told as of long ago, as a demo team's past is, would be worked out anew with each word of it.
    const runAt = new Date(
      changedAt === undefined ? soon : Math.max(soon, (Math.floor(changedAt / every) + 1) * every),
    );
    const one = `${job}:${workspace}`;
    // One after the other, also when asked again while it runs.
    await enqueue(db, job, { workspace }, { key: one, queue: one, runAt });
  }
}
