import { z } from "zod";
import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { backtestTeam } from "./forecast/ask-backtest.ts";
import { refreshInsights } from "./refresh-insights.ts";
import { insertRun, updateProgress, updateRun } from "./run/store.ts";

const backtestPayload = z.object({ cutoffOn: z.iso.date(), atDays: z.array(z.number().int()) });

class Cancelled extends Error {}

export const insightsJobs = {
  /** Somebody wants to know how good the odds would have been. */
  "run-backtest": async (payload, { db, now, signal }) => {
    await backtestTeam(db, workspaceOfJob(payload), backtestPayload.parse(payload), { now, signal });
  },
  /** A deal, a step, a flag or a setting changed, or somebody asked. The last results stay until new ones are whole. */
  "refresh-insights": async (payload, { db, now, signal, log }) => {
    const workspace = workspaceOfJob(payload);
    const startedAt = now;
    const begun = performance.now();
    const finishedAt = () => startedAt + Math.round(performance.now() - begun);
    await insertRun(db, workspace, now);
    await updateRun(db, workspace, {
      state: "running",
      startedAt,
      finishedAt: null,
      cancelAsked: false,
      message: null,
    });
    try {
      await refreshInsights(db, workspace, { now, signal }, async (step, progress) => {
        signal.throwIfAborted();
        const { cancelAsked } = await updateProgress(db, workspace, { step, progress });
        if (cancelAsked) throw new Cancelled("Somebody stopped it.");
      });
      await updateRun(db, workspace, { state: "done", progress: 1, step: "", finishedAt: finishedAt() });
    } catch (error) {
      if (error instanceof Cancelled) {
        await updateRun(db, workspace, { state: "cancelled", step: "", finishedAt: finishedAt() });
        return;
      }
      if (signal.aborted) {
        // The program is stopping: whoever comes next begins again.
        await updateRun(db, workspace, { state: "waiting", step: "", progress: 0 });
        throw error;
      }
      log.error({ err: error }, "looking at all deals together failed");
      const message = "Something went wrong on our side. The results shown are the last whole ones.";
      await updateRun(db, workspace, { state: "failed", step: "", finishedAt: finishedAt(), message });
      throw error;
    }
  },
} satisfies JobHandlers;
