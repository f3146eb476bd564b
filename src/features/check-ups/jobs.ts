import { z } from "zod";
import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { setCheckUps } from "./set-check-ups.ts";

const payloadShape = z.union([z.object({ dealIds: z.array(z.uuid()) }), z.object({ imported: z.literal(true) })]);

export const checkUpsJobs = {
  /** Deals were lost: by hand, or as an import told. */
  "set-check-ups": async (payload, { db, now, signal }) => {
    await setCheckUps(db, workspaceOfJob(payload), payloadShape.parse(payload), now, signal);
  },
} satisfies JobHandlers;
