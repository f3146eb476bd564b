import { redFlagsCrontab, redFlagsJobs } from "../features/red-flags/jobs.ts";
import type { JobHandlers } from "../platform/jobs.ts";

/** Every feature's jobs, joined. */
export const jobHandlers: JobHandlers = { ...redFlagsJobs };

/** What is due by the clock rather than by a change. */
export const crontab = [redFlagsCrontab].join("\n");
