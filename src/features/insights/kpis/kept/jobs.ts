import type { JobHandlers } from "../../../../platform/jobs.ts";
import { keptFigures } from "./keep-figures.ts";
import { remakeReport } from "./keep-report.ts";

export const keptFiguresJobs = {
  /** Somebody asked for figures that take too long to be waited for. */
  "keep-figures": (payload, context) => remakeReport(Object.values(keptFigures), payload, context),
} satisfies JobHandlers;
