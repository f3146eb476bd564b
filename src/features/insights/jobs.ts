import { z } from "zod";
import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { isDemoOnItsWay } from "../team/demo-on-its-way/store.ts";
import { backtestTeam, recordFailedBacktest } from "./forecast/ask-backtest.ts";
import { refreshInsights } from "./refresh-insights.ts";
import { beginRun, endRun, updateProgress } from "./run/store.ts";

const backtestPayload = z.object({ cutoffOn: z.iso.date(), atDays: z.array(z.number().int()) });

class Cancelled extends Error {}

export const insightsJobs = {
  /** Somebody wants to know how good the odds would have been. */
  "run-backtest": async (payload, { db, now, signal, log }) => {
    const workspace = workspaceOfJob(payload);
    const asked = backtestPayload.parse(payload);
    try {
      await backtestTeam(db, workspace, asked, { now, signal });
    } catch (error) {
      // A program that stops is not a failure: whoever comes next begins again.
      if (!signal.aborted) {
        log.error({ err: error }, "working out a backtest failed");
        await recordFailedBacktest(db, workspace, asked.cutoffOn, now);
      }
      throw error;
    }
  },
  /** A deal, a step, a flag or a setting changed, or somebody asked. The last results stay until new ones are whole. */
  "refresh-insights": async (payload, { db, now, signal, log }) => {
    const workspace = workspaceOfJob(payload);
    // Half a team's deals say nothing; once it is in, it is looked at.
    if (await isDemoOnItsWay(db, workspace, now)) return;
    const begun = performance.now();
    const finishedAt = () => now + Math.round(performance.now() - begun);
    const { cancelAsked } = await beginRun(db, workspace, now);
    if (cancelAsked) return endRun(db, workspace, { state: "cancelled", finishedAt: now });
    try {
      await refreshInsights(db, workspace, { now, signal }, async (step, progress) => {
        signal.throwIfAborted();
        const { cancelAsked } = await updateProgress(db, workspace, { step, progress });
        if (cancelAsked) throw new Cancelled("Somebody stopped it.");
      });
      await endRun(db, workspace, { state: "done", finishedAt: finishedAt() });
    } catch (error) {
      if (error instanceof Cancelled) return endRun(db, workspace, { state: "cancelled", finishedAt: finishedAt() });
      if (signal.aborted) await endRun(db, workspace, { state: "waiting" });
      else {
        log.error({ err: error }, "looking at all deals together failed");
        const message = "Something went wrong on our side. The results shown are the last whole ones.";
        await endRun(db, workspace, { state: "failed", finishedAt: finishedAt(), message });
      }
      throw error;
    }
  },
} satisfies JobHandlers;
