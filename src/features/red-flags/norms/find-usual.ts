import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { bulkEditedDeals, bulkEdits } from "../../deals/closes/bulk-edits/rules.ts";
import { listCloses } from "../../deals/closes/store.ts";
import { listStageRecords, streamWonDealIds } from "../../deals/record/store.ts";
import type { StageNorms } from "../readings/rules.ts";
import { collectNorms, type DatedNorms } from "./rules.ts";
import { readNorms } from "./store.ts";

/** How long the deals a team had won by an instant stood in each stage; bulk edits tell only when somebody tidied up. */
export async function findUsual(db: Db, workspace: WorkspaceId, at: Instant, timeZone: string): Promise<StageNorms> {
  const closes = await listCloses(db, workspace, { until: at });
  return readNorms(db, workspace, at, bulkEditedDeals(closes, bulkEdits(closes, timeZone)));
}

const batch = 1000;

/** The same on the first day of each month, as known then, in one pass over all deals that were ever won. */
export async function findUsualByMonth(
  db: Db,
  workspace: WorkspaceId,
  timeZone: string,
  { leftOut, signal }: { leftOut: ReadonlySet<string>; signal?: AbortSignal },
): Promise<DatedNorms[]> {
  const norms = collectNorms(timeZone);
  for await (const ids of streamWonDealIds(db, workspace, batch)) {
    signal?.throwIfAborted();
    const counting = ids.filter((id) => !leftOut.has(id));
    for (const record of await listStageRecords(db, workspace, counting)) norms.add(record);
  }
  return norms.finish();
}
