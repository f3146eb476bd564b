import type { Db } from "../../../../platform/database/database.ts";
import { inSnapshot } from "../../../../platform/database/in-snapshot.ts";
import type { Instant } from "../../../../platform/dates.ts";
import type { Acting } from "../../../../platform/http/acting.ts";
import { type BulkMarks, bulkMarker } from "../../../deals/closes/bulk-edits/rules.ts";
import { findBulkMarks } from "../../../deals/closes/bulk-edits/store.ts";
import type { FiguresFilter } from "../contract.ts";
import { listPipelineStages } from "../funnel/store.ts";
import type { Stretch } from "../rules.ts";
import { settleFilter } from "../settle-filter.ts";
import type { Slice } from "../store.ts";
import type { StageTimesTold } from "./contract.ts";
import { type StageStays, stageTimesOf } from "./rules.ts";
import { tallyStays } from "./store.ts";

/** How long deals stay in each stage they came to in a period, and how that ends; those still there count as such. */
export async function showStageTimes({ db, session, now }: Acting, filter: FiguresFilter): Promise<StageTimesTold> {
  return inSnapshot(db, async (snapshot) => {
    const { slice, period, stretch, compared } = await settleFilter({ db: snapshot, session, now }, filter);
    const ask = { marks: await findBulkMarks(snapshot, session.workspace), now, timeZone: session.timeZone };
    const current = await gatherStays(snapshot, slice, stretch, ask);
    const before = compared && (await gatherStays(snapshot, slice, compared.stretch, ask));
    const pipelines = await listPipelineStages(snapshot, session.workspace);
    return {
      ...{ period, compared: compared?.period ?? null },
      pipelines: pipelines.flatMap(({ id, name, stages }) => {
        const used = stages.filter(({ stageId, archived }) => !archived || current.has(stageId));
        if (!used.some(({ stageId }) => current.has(stageId))) return [];
        const timesOf = (stage: (typeof used)[number]) =>
          stageTimesOf(stage, current.get(stage.stageId) ?? none, before && (before.get(stage.stageId) ?? none));
        return [{ pipelineId: id, name, stages: used.map(timesOf) }];
      }),
    };
  });
}

const none: StageStays = { tallies: [], deals: 0, bulkEdited: 0, undated: 0 };

type Ask = { marks: BulkMarks; now: Instant; timeZone: string };

async function gatherStays(
  db: Db,
  slice: Slice,
  stretch: Stretch,
  { marks, now, timeZone }: Ask,
): Promise<Map<string, StageStays>> {
  const { stays, dealsAt } = await tallyStays(db, slice, { stretch, now }, marks);
  const markOf = bulkMarker(marks, timeZone);
  const found = new Map<string, StageStays>();
  for (const { stageId, ended, days, stays: many, ownerId, createdAt, closedAt } of stays) {
    const stage = found.get(stageId) ?? { ...none, tallies: [], deals: dealsAt.get(stageId) ?? 0 };
    found.set(stageId, stage);
    if (ended === "undated") stage.undated += many;
    else if (closedAt !== null && markOf({ ownerId, createdAt, closedAt }).bulkEdited) stage.bulkEdited += many;
    else stage.tallies.push({ ended, days, stays: many });
  }
  return found;
}
