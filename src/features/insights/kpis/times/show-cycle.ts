import type { Db } from "../../../../platform/database/database.ts";
import { inSnapshot } from "../../../../platform/database/in-snapshot.ts";
import { dayMs, type Instant } from "../../../../platform/dates.ts";
import type { Acting } from "../../../../platform/http/acting.ts";
import { type BulkMarks, bulkMarker } from "../../../deals/closes/bulk-edits/rules.ts";
import { findBulkMarks } from "../../../deals/closes/bulk-edits/store.ts";
import type { FiguresFilter } from "../contract.ts";
import type { Stretch } from "../rules.ts";
import { settleFilter } from "../settle-filter.ts";
import type { Slice } from "../store.ts";
import type { CycleTold } from "./contract.ts";
import { cycleOf, type DaysTally, type LeftOut, openChangeOf } from "./rules.ts";
import { listMaybeBulk, type MaybeBulk, tallyCycles } from "./store.ts";

/** How long deals take that began in a period, from their beginning to their close; those still open count as such. */
export async function showCycle({ db, session, now }: Acting, filter: FiguresFilter): Promise<CycleTold> {
  return inSnapshot(db, async (snapshot) => {
    const { slice, period, stretch, compared } = await settleFilter({ db: snapshot, session, now }, filter);
    const marks = await findBulkMarks(snapshot, session.workspace);
    const ask = { marks, now, timeZone: session.timeZone };
    const current = await gatherCycle(snapshot, slice, stretch, ask);
    const before = compared && (await gatherCycle(snapshot, slice, compared.stretch, ask));
    return {
      period,
      figures: cycleOf(current.tallies, current.leftOut),
      compared: compared &&
        before && {
          period: compared.period,
          figures: cycleOf(before.tallies, before.leftOut),
          openChange: openChangeOf(current.tallies, before.tallies, comparedAfter),
        },
    };
  });
}

/** Whichever of these days is the longest that both periods were seen for. */
const comparedAfter = [14, 30, 60, 90];

type Ask = { marks: BulkMarks; now: Instant; timeZone: string };

async function gatherCycle(
  db: Db,
  slice: Slice,
  stretch: Stretch,
  { marks, now, timeZone }: Ask,
): Promise<{ tallies: DaysTally[]; leftOut: LeftOut }> {
  const { tallies, undated } = await tallyCycles(db, slice, { stretch, now }, marks);
  const markOf = bulkMarker(marks, timeZone);
  const asked = await listMaybeBulk(db, slice, stretch, marks);
  const honest = asked.filter((deal) => !markOf(deal).bulkEdited);
  const backwards = honest.filter(({ createdAt, closedAt }) => closedAt < createdAt);
  const dated = honest.filter(({ createdAt, closedAt }) => closedAt >= createdAt);
  return {
    tallies: [...tallies, ...dated.map(alone(now))],
    leftOut: { bulkEdited: asked.length - honest.length, undated: undated + backwards.length },
  };
}

const alone =
  (now: Instant) =>
  ({ createdAt, closedAt }: MaybeBulk): DaysTally => ({
    days: Math.floor((Math.min(closedAt, now) - createdAt) / dayMs),
    ended: closedAt <= now,
    deals: 1,
  });
