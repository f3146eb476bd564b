import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { Session } from "../../../platform/session.ts";
import type { TooFew } from "../../../statistics/too-few.ts";
import { bulkMarker } from "../../deals/closes/bulk-edits/rules.ts";
import { findBulkMarks } from "../../deals/closes/bulk-edits/store.ts";
import { type Cycle, cycleOf, daysOf, tellsOwnPace } from "../../deals/closes/days-to-win/rules.ts";
import { listDealTimes } from "../../deals/closes/days-to-win/store.ts";
import { type Sizes, sizesOf, tellOwnSize, type WinRate, winRateOf } from "./rules.ts";
import { listWinShares, listWonAmounts } from "./store.ts";

export type Basis = { winRate: WinRate | TooFew; sizes: Sizes | TooFew; cycle: Cycle | TooFew };

/** How often, how large and how fast this person wins, and the team where they have too little history of their own. */
export async function gatherBasis(
  db: Db,
  { workspace, timeZone }: Pick<Session, "workspace" | "timeZone">,
  { memberId, currency, until }: { memberId: string; currency: string; until: Instant },
): Promise<Basis> {
  const wanted = { currency, until };
  const markOf = bulkMarker(await findBulkMarks(db, workspace), timeZone);
  const ownSizes = await listWonAmounts(db, workspace, memberId, wanted);
  const ownDays = daysOf(await listDealTimes(db, workspace, memberId, until), until, markOf);
  // The team's thousands are read only by whoever needs them.
  const teamSizes = tellOwnSize(ownSizes) ? [] : await listWonAmounts(db, workspace, null, wanted);
  const teamDays = tellsOwnPace(ownDays) ? [] : daysOf(await listDealTimes(db, workspace, null, until), until, markOf);
  return {
    winRate: winRateOf(await listWinShares(db, workspace, until), memberId),
    sizes: sizesOf(ownSizes, teamSizes),
    cycle: cycleOf(ownDays, teamDays),
  };
}
