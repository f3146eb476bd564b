import { z } from "zod";
import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { findMajorLosses } from "./major-losses/find-major-losses.ts";

const payloadShape = z.union([z.object({ dealIds: z.array(z.uuid()) }), z.object({ imported: z.literal(true) })]);

export const postMortemsJobs = {
  /** Deals were lost, taken back or told otherwise: by hand, or as an import told. */
  "find-major-losses": async (payload, { db, now }) => {
    await findMajorLosses(db, workspaceOfJob(payload), payloadShape.parse(payload), now);
  },
} satisfies JobHandlers;
