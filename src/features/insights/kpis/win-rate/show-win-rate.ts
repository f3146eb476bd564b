import type { Db } from "../../../../platform/database/database.ts";
import { inSnapshot } from "../../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../../platform/http/acting.ts";
import type { Session } from "../../../../platform/session.ts";
import { minorUnitsReader, rateReader } from "../../../team/currency-rates/rules.ts";
import { listRatesHolding } from "../../../team/currency-rates/store.ts";
import { tellGroups } from "../../../team/small-groups/rules.ts";
import type { FiguresFilter } from "../contract.ts";
import { changeOf, type Period } from "../rules.ts";
import { type Settled, settleFilter } from "../settle-filter.ts";
import type { SegmentedBy, WinRateTold } from "./contract.ts";
import { type ClosedTally, winsOf } from "./rules.ts";
import { findSegmentNames, type Segmented, tallyClosed } from "./store.ts";

type Asked = FiguresFilter & { by?: SegmentedBy | undefined };

/** How often we win: of the deals that closed in a period, by count and by money, and against another period. */
export async function showWinRate({ db, session, now }: Acting, { by, ...filter }: Asked): Promise<WinRateTold> {
  return inSnapshot(db, async (snapshot) => {
    const settled = await settleFilter({ db: snapshot, session, now }, filter);
    const segmented = by === undefined ? null : { by, column: filter.column };
    const current = await gatherWins(snapshot, session, settled, segmented);
    const { compared } = settled;
    const before = compared && (await gatherWins(snapshot, session, { ...settled, ...compared }, segmented));
    return {
      period: settled.period,
      figures: current.wins.figures,
      compared: compared &&
        before && {
          period: compared.period,
          figures: before.wins.figures,
          change: changeOf(current.wins.share, before.wins.share),
          moneyChange: changeOf(current.wins.moneyShare, before.wins.moneyShare),
        },
      segments: segmented && (await tellSegments(snapshot, session, segmented, { current, before })),
    };
  });
}

type Gathered = { tallies: ClosedTally[]; winsOf: (tallies: readonly ClosedTally[]) => ReturnType<typeof winsOf> };

async function gatherWins(
  db: Db,
  { currency, timeZone, workspace }: Session,
  { slice, period, stretch }: Pick<Settled, "slice" | "period" | "stretch">,
  segmented: Segmented | null,
): Promise<Gathered & { wins: ReturnType<typeof winsOf> }> {
  const tallies = await tallyClosed(db, slice, stretch, { currency, timeZone, segmented });
  const worth = minorUnitsReader(currency, rateReader(currency, await ratesOf(db, workspace, currency, period)));
  const ofThese = (some: readonly ClosedTally[]) => winsOf(some, currency, worth);
  return { tallies, winsOf: ofThese, wins: ofThese(tallies) };
}

const ratesOf = (db: Db, workspace: Session["workspace"], into: string, { from, until }: Period) =>
  listRatesHolding(db, workspace, { into, from, until });

/** By name, as a list to look things up in: nobody is ranked. Groups too small are told together. */
async function tellSegments(
  db: Db,
  { workspace }: Session,
  { by }: Segmented,
  { current: { tallies, winsOf: ofThese }, before }: { current: Gathered; before: Gathered | null },
): Promise<WinRateTold["segments"]> {
  const names = by === "source" || by === "column" ? null : await findSegmentNames(db, workspace, by);
  const byKey = groupBySegment(tallies);
  const earlier = before && groupBySegment(before.tallies);
  const groups = [...byKey].map(([key, theirs]) => ({ key, name: names?.get(key) ?? key, theirs }));
  groups.sort((one, other) => one.name.localeCompare(other.name, "en") || (one.key < other.key ? -1 : 1));
  const dealsOf = (some: readonly ClosedTally[]) => some.reduce((sum, { deals }) => sum + deals, 0);
  const { told, others } = tellGroups(groups, ({ theirs }) => dealsOf(theirs));
  return {
    by,
    rows: told.map(({ key, name, theirs }) => {
      const { figures, share } = ofThese(theirs);
      const then = before && earlier && before.winsOf(earlier.get(key) ?? []).share;
      return { key, name, figures, change: then && changeOf(share, then) };
    }),
    others: { groups: others.groups, deals: others.answers },
  };
}

function groupBySegment(tallies: readonly ClosedTally[]): Map<string, ClosedTally[]> {
  const groups = new Map<string, ClosedTally[]>();
  for (const tally of tallies) {
    const theirs = groups.get(tally.segment ?? "");
    if (theirs) theirs.push(tally);
    else groups.set(tally.segment ?? "", [tally]);
  }
  return groups;
}
