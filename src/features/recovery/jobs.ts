import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { refreshRecords } from "./comeback-record/refresh-records.ts";
import { countCallShares } from "./filling-blocks/count-call-shares.ts";

export const recoveryJobs = {
  /** Deals closed, opened again, changed hands or came with an import; or a new day began. */
  "refresh-comeback": async (payload, { db, now, signal }) => {
    const workspace = workspaceOfJob(payload);
    await refreshRecords(db, workspace, now, signal);
    await countCallShares(db, workspace, now, signal);
  },
} satisfies JobHandlers;
