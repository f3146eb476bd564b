import type { Database, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { enqueue } from "../../../platform/jobs.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { insertAsked, takeAsked } from "./store.ts";

/** A job that looks at deals that changed. */
type AskedJob = "refresh-flags" | "set-aims";

/** What a job is told: that deals of this team wait for it. */
export const askedPayload = (workspace: string) => ({ workspace, asked: true });
export const askedKey = (job: AskedJob, workspace: string) => `${job}:${workspace}:asked`;

/** Has jobs look at these deals. However many ask until a job begins, it is one job that looks at all of them. */
export async function askAboutDeals(
  tx: Tx,
  workspace: WorkspaceId,
  jobs: readonly AskedJob[],
  dealIds: readonly string[],
  now: Instant,
): Promise<void> {
  await insertAsked(tx, workspace, { jobs, dealIds, at: new Date(now) });
  for (const job of jobs)
    await enqueue(tx, job, askedPayload(workspace), { key: askedKey(job, workspace), keepsTime: true });
}

const batch = 500;

/**
 * For a job: does what was asked for, some deals at a time. Each time is a transaction that takes away what was asked and does it;
 * what is asked while it runs is done, too, at an instant that is not before anything it was asked about.
 */
export async function lookAtAsked(
  db: Database,
  workspace: WorkspaceId,
  job: AskedJob,
  { now, signal }: { now: Instant; signal?: AbortSignal | undefined },
  look: (tx: Tx, dealIds: readonly string[], at: Instant) => Promise<unknown>,
): Promise<void> {
  let isDone = false;
  while (!isDone) {
    signal?.throwIfAborted();
    isDone = await db.transaction().execute(async (tx) => {
      const asked = await takeAsked(tx, workspace, job, batch);
      if (asked) await look(tx, asked.dealIds, Math.max(now, asked.askedAt));
      return asked?.isAll ?? true;
    });
  }
}
