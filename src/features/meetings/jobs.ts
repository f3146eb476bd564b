import { dayMs } from "../../platform/dates.ts";
import type { JobHandlers } from "../../platform/jobs.ts";
import { deleteOldEvents } from "./live/store.ts";

/** Whoever still has an ended meeting open after so long asks for it whole. */
const keptDays = 7;
const atOnce = 5_000;

export const meetingsJobs = {
  /** What happened keystroke by keystroke in meetings that ended: the record stays, this goes. */
  "forget-old-events": async (_payload, { db, now, signal }) => {
    const endedBefore = new Date(now - keptDays * dayMs);
    while (!signal.aborted && (await deleteOldEvents(db, endedBefore, atOnce)) === atOnce);
  },
} satisfies JobHandlers;

export const meetingsCrontab = "23 3 * * * forget-old-events ?max=2&fill=1d";
