import { z } from "zod";
import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { runClear, runLoad } from "./run-demo.ts";

const loadPayload = z.object({ memberId: z.uuid() });

export const demoTeamJobs = {
  "load-demo": async (payload, context) => {
    await runLoad(context, workspaceOfJob(payload), { viewerId: loadPayload.parse(payload).memberId });
  },
  "clear-demo": async (payload, context) => {
    await runClear(context, workspaceOfJob(payload));
  },
} satisfies JobHandlers;
