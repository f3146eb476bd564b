import { idealCustomerJobs } from "../features/audience/ideal-customer/jobs.ts";
import { insightsJobs } from "../features/insights/jobs.ts";
import type { JobHandlers } from "../platform/jobs.ts";

/** Jobs that calculate for so long that each gets a thread of its own. */
export const heavyJobs: JobHandlers = { ...insightsJobs, ...idealCustomerJobs };
