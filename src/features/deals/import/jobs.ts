import { z } from "zod";
import type { JobHandlers } from "../../../platform/jobs.ts";
import { workspaceOfJob } from "../../../platform/session.ts";
import { runImport } from "./run-import.ts";
import { releaseAbandonedImports } from "./store.ts";

const runImportPayload = z.object({ workspace: z.string(), importId: z.uuid() });

export const importJobs = {
  "run-import": async (payload, context) => {
    const { importId } = runImportPayload.parse(payload);
    await runImport(context, workspaceOfJob(payload), importId);
  },
  /** A program that ran an import, or the database under it, may end while this one goes on. */
  "release-abandoned-imports": async (_payload, { db }) => {
    await releaseAbandonedImports(db);
  },
} satisfies JobHandlers;

export const importCrontab = "* * * * * release-abandoned-imports ?max=1";
