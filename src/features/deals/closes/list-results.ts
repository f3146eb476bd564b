import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { bulkMarker } from "./bulk-edits/rules.ts";
import { findBulkMarks } from "./bulk-edits/store.ts";
import { type Result, resultsOf } from "./results/rules.ts";
import { listClosesOf } from "./store.ts";

type Results = {
  /** In the order of closing, without bulk edits and what was corrected within a week. */
  results: Result[];
  closes: number;
  bulkEdited: number;
  dayOnly: number;
};

/** One person's results until then, as every figure and streak reads them. Of nobody's deals for null. */
export async function listResults(
  db: Db,
  workspace: WorkspaceId,
  ownerId: string | null,
  { until, timeZone }: { until: Instant; timeZone: string },
): Promise<Results> {
  const recorded = await listClosesOf(db, workspace, ownerId, until);
  if (recorded.length === 0) return { results: [], closes: 0, bulkEdited: 0, dayOnly: 0 };
  const markOf = bulkMarker(await findBulkMarks(db, workspace), timeZone);
  const closes = recorded.map((close) => ({ ...close, ...markOf(close) }));
  return {
    results: resultsOf(closes.filter(({ bulkEdited }) => !bulkEdited)),
    closes: closes.length,
    bulkEdited: closes.filter(({ bulkEdited }) => bulkEdited).length,
    dayOnly: closes.filter(({ dayOnly }) => dayOnly).length,
  };
}
