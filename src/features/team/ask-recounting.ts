import type { Db } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import { enqueue } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";

const everyMs = 5 * 60_000;

/**
 * Deals changed, so what the team's results come to is worked out again: at the next full five minutes, once, however many
 * changes come until then; at once when no instant is given.
 */
export async function askRecounting(db: Db, workspace: WorkspaceId, changedAt?: Instant): Promise<void> {
  const runAt = changedAt === undefined ? {} : { runAt: new Date((Math.floor(changedAt / everyMs) + 1) * everyMs) };
  await enqueue(db, "refresh-comeback", { workspace }, { key: `refresh-comeback:${workspace}`, ...runAt });
}
