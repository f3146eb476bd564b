import { kaplanMeier, type Reached } from "../../../../statistics/kaplan-meier.ts";
import { type TooFew, tooFew } from "../../../../statistics/too-few.ts";
import { enoughToTell, fewestTold } from "../../../team/small-groups/rules.ts";
import type { CycleFigures, ReachedTold } from "./contract.ts";

/** So many deals were open for as many whole days: closed after them, or open still. */
export type DaysTally = { days: number; ended: boolean; deals: number };
/** Besides, deals of which the days are not known. */
export type LeftOut = { bulkEdited: number; undated: number };

const mostPoints = 100;

export function cycleOf(tallies: readonly DaysTally[], { bulkEdited, undated }: LeftOut): CycleFigures {
  const sum = (some: readonly DaysTally[]) => some.reduce((all, { deals }) => all + deals, 0);
  const closed = sum(tallies.filter(({ ended }) => ended));
  const open = sum(tallies) - closed;
  return {
    deals: closed + open + bulkEdited + undated,
    closed,
    open,
    bulkEdited,
    undated,
    waiting: waitingOf(tallies),
  };
}

/** The Kaplan–Meier curve of these waits, from five on. */
function waitingOf(tallies: readonly DaysTally[]): CycleFigures["waiting"] | TooFew {
  const deals = tallies.reduce((all, tally) => all + tally.deals, 0);
  if (!enoughToTell(deals)) return tooFew(deals, fewestTold);
  const time = new Float64Array(deals);
  const ended = new Uint8Array(deals);
  let place = 0;
  for (const tally of tallies) {
    time.fill(tally.days, place, place + tally.deals);
    ended.fill(tally.ended ? 1 : 0, place, place + tally.deals);
    place += tally.deals;
  }
  const curve = kaplanMeier({ time, ended });
  if (curve.kind === "too-few") return curve;
  const points = curve.steps.map((step) => ({
    ...{ days: step.time, open: step.share, low: step.low, high: step.high, atRisk: step.atRisk },
  }));
  return {
    kind: "known",
    ...{ median: inDays(curve.median), low: inDays(curve.medianLow), high: inDays(curve.medianHigh) },
    curve: thinned(points),
  };
}

const inDays = (reached: Reached): ReachedTold =>
  reached.kind === "at" ? { kind: "at", days: reached.time } : reached;

/** The first, the last, and some in even distance between. */
function thinned<Point>(points: readonly Point[]): Point[] {
  if (points.length <= mostPoints) return [...points];
  const every = (points.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, place) => points[Math.round(place * every)]).filter(
    (point) => point !== undefined,
  );
}
