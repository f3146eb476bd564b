import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { enqueue, type JobOptions } from "../../../platform/jobs.ts";
import { workspaceOfJob } from "../../../platform/session.ts";
import { isDemoOnItsWay } from "./store.ts";

const pauseMs = 3_000;

/**
 * Whether a job has to wait because a demo team is moving in or out: half a team's deals say nothing, and each of thousands would ask
 * anew. It is put off, once for all that ask meanwhile.
 */
export async function waitForDemo(
  db: Database,
  name: string,
  payload: { workspace: string } & Record<string, unknown>,
  { now, ...options }: JobOptions & { now: Instant },
): Promise<boolean> {
  if (!(await isDemoOnItsWay(db, workspaceOfJob(payload), now))) return false;
  await enqueue(db, name, payload, { ...options, runAt: new Date(Date.now() + pauseMs) });
  return true;
}
