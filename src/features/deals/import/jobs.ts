import { z } from "zod";
import type { JobHandlers } from "../../../platform/jobs.ts";
import { workspaceOfJob } from "../../../platform/session.ts";
import { runImport } from "./run-import.ts";

const runImportPayload = z.object({ workspace: z.string(), importId: z.uuid() });

export const importJobs: JobHandlers = {
  "run-import": async (payload, context) => {
    const { importId } = runImportPayload.parse(payload);
    await runImport(context, workspaceOfJob(payload), importId);
  },
};
