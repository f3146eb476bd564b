import { z } from "zod";
import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { setDealAims } from "./on-deals/set-deal-aims.ts";

/** Without deals: all of them. */
const payloadShape = z.object({ deals: z.array(z.uuid()).optional() });

export const audienceJobs = {
  /** A deal, an import, a persona, a campaign or a column changed. */
  "set-aims": async (payload, { db }) => {
    const { deals } = payloadShape.parse(payload);
    await db.transaction().execute((tx) => setDealAims(tx, workspaceOfJob(payload), deals));
  },
} satisfies JobHandlers;
