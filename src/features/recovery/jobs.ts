import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { waitForDemo } from "../team/demo-on-its-way/wait-for-demo.ts";
import { refreshRecords } from "./comeback-record/refresh-records.ts";
import { countCallShares } from "./filling-blocks/count-call-shares.ts";

export const recoveryJobs = {
  /** Deals closed, opened again, changed hands or came with an import; or a new day began. */
  "refresh-comeback": async (payload, { db, now, signal }) => {
    const workspace = workspaceOfJob(payload);
    const one = `refresh-comeback:${workspace}`;
    if (await waitForDemo(db, "refresh-comeback", { workspace }, { key: one, queue: one, now })) return;
    await refreshRecords(db, workspace, now, signal);
    await countCallShares(db, workspace, now, signal);
  },
} satisfies JobHandlers;
