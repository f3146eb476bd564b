import type { JobHandlers } from "../platform/jobs.ts";

/** Every feature's jobs, joined. */
export const jobHandlers: JobHandlers = {};

/** What is due by the clock rather than by a change. */
export const crontab = "";
