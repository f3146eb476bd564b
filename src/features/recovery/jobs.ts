import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { refreshRecords } from "./comeback-record/refresh-records.ts";

export const recoveryJobs = {
  /** Deals closed, opened again, changed hands or came with an import; or a new day began. */
  "refresh-comeback": async (payload, { db, now, signal }) => {
    await refreshRecords(db, workspaceOfJob(payload), now, signal);
  },
} satisfies JobHandlers;
