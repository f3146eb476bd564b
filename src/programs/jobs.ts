import { checkUpsJobs } from "../features/check-ups/jobs.ts";
import { importCrontab, importJobs } from "../features/deals/import/jobs.ts";
import { releaseAbandonedImports } from "../features/deals/import/store.ts";
import { demoTeamJobs } from "../features/demo-team/jobs.ts";
import { recoveryJobs } from "../features/recovery/jobs.ts";
import { redFlagsCrontab, redFlagsJobs } from "../features/red-flags/jobs.ts";
import type { JobHandlers } from "../platform/jobs.ts";
import { heavyJobs } from "./heavy-jobs.ts";
import { runInThread } from "./run-in-thread.ts";

/** Every feature's jobs, joined. */
export const jobHandlers: JobHandlers = {
  ...importJobs,
  ...checkUpsJobs,
  ...redFlagsJobs,
  ...recoveryJobs,
  ...demoTeamJobs,
  ...Object.fromEntries(Object.keys(heavyJobs).map((name) => [name, runInThread(name)])),
};

/** What is due by the clock rather than by a change. */
export const crontab = [importCrontab, redFlagsCrontab].join("\n");

/** What a program that died may have left behind, put right before work begins. */
export const clearUp = releaseAbandonedImports;
