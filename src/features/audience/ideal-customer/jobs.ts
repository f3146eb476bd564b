import type { JobHandlers } from "../../../platform/jobs.ts";
import { mintWorkspaceId, workspaceOfJob } from "../../../platform/session.ts";
import { isDemoOnItsWay } from "../../team/demo-on-its-way/store.ts";
import { askLearning } from "./ask-ideal-customer.ts";
import { refreshIdealCustomer } from "./refresh-ideal-customer.ts";
import { methodVersion } from "./rules.ts";
import { listDueWorkspaces, updateState } from "./store.ts";

const restMs = 6 * 3_600_000;

/** Calculates for long, and gets a thread of its own. */
export const idealCustomerJobs = {
  /** Somebody asked, or deals changed since. The last result stays until the new one is whole. */
  "refresh-ideal-customer": async (payload, { db, now, signal, log }) => {
    const workspace = workspaceOfJob(payload);
    // Half a team's deals say nothing; once it is in, it is asked for.
    if (await isDemoOnItsWay(db, workspace, now)) return;
    await updateState(db, workspace, "running", now);
    try {
      await refreshIdealCustomer(db, workspace, { now, signal });
    } catch (error) {
      await updateState(db, workspace, signal.aborted ? "waiting" : "failed", now);
      if (!signal.aborted) log.error({ err: error }, "learning the ideal customer failed");
      throw error;
    }
  },
} satisfies JobHandlers;

export const dueIdealCustomerJobs = {
  /** What customers are like changes in weeks, not in minutes: a few times a day is enough. */
  "refresh-due-ideal-customers": async (_payload, { db, now }) => {
    for (const workspace of await listDueWorkspaces(db, { notSince: now - restMs, methodVersion }))
      await askLearning(db, mintWorkspaceId(workspace), now);
  },
} satisfies JobHandlers;

export const idealCustomerCrontab = "*/10 * * * * refresh-due-ideal-customers ?fill=1h&max=1";
