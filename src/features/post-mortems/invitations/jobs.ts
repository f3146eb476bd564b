import type { JobHandlers } from "../../../platform/jobs.ts";
import { deleteExpiredFormLinks } from "../../../platform/sign-in/form-links/store.ts";
import { remindCustomers } from "./remind-customers.ts";

export const invitationsJobs = {
  /** It is looked every few minutes whether a customer is to be reminded; links that ran out go with it. */
  "remind-customers": async (_payload, { db, now, signal, log }) => {
    await remindCustomers({ db, now, signal, log });
    await deleteExpiredFormLinks(db, new Date(now));
  },
} satisfies JobHandlers;

/** What came due while no program ran is found at the first look. */
export const invitationsCrontab = "*/5 * * * * remind-customers ?max=2";
