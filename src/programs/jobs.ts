import { importJobs } from "../features/deals/import/jobs.ts";
import { demoTeamJobs } from "../features/demo-team/jobs.ts";
import { redFlagsCrontab, redFlagsJobs } from "../features/red-flags/jobs.ts";
import type { JobHandlers } from "../platform/jobs.ts";

/** Every feature's jobs, joined. */
export const jobHandlers: JobHandlers = { ...importJobs, ...redFlagsJobs, ...demoTeamJobs };

/** What is due by the clock rather than by a change. */
export const crontab = [redFlagsCrontab].join("\n");
