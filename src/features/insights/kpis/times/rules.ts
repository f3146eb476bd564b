import { differenceOfLimits } from "../../../../statistics/difference-of-limits.ts";
import type { Interval } from "../../../../statistics/interval.ts";
import { kaplanMeier, type Reached, type WaitingCurve } from "../../../../statistics/kaplan-meier.ts";
import { type TooFew, tooFew } from "../../../../statistics/too-few.ts";
import { wilsonInterval } from "../../../../statistics/wilson-interval.ts";
import { enoughToTell, fewestTold } from "../../../team/small-groups/rules.ts";
import type { CycleFigures, OpenChangeTold, ReachedTold, WaitingTold } from "./contract.ts";

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
    ...{ deals: closed + open + bulkEdited + undated, closed, open, bulkEdited, undated },
    waiting: tellWaiting(waitOf(tallies)),
  };
}

/** The Kaplan–Meier curve of these waits, from five on. */
export function waitOf(tallies: readonly DaysTally[]): WaitingCurve | TooFew {
  const deals = tallies.reduce((all, tally) => all + tally.deals, 0);
  if (!enoughToTell(deals)) return tooFew(deals, fewestTold);
  return kaplanMeier({
    time: tallies.map(({ days }) => days),
    ended: tallies.map(({ ended }) => (ended ? 1 : 0)),
    count: tallies.map((tally) => tally.deals),
  });
}

export function tellWaiting(curve: WaitingCurve | TooFew): WaitingTold {
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
export function thinned<Point>(points: readonly Point[]): Point[] {
  if (points.length <= mostPoints) return [...points];
  const every = (points.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, place) => points[Math.round(place * every)]).filter(
    (point) => point !== undefined,
  );
}

/**
 * By how much more of these still wait after so many days than of those: after the longest of the days asked for that both were
 * seen for, which is said before anybody looks at how they ended. Null: they were seen for fewer than any of them.
 */
export function openChangeOf(
  now: readonly DaysTally[],
  before: readonly DaysTally[],
  askedDays: readonly number[],
): OpenChangeTold | null {
  const [ours, theirs] = [waitOf(now), waitOf(before)];
  if (ours.kind === "too-few") return ours;
  if (theirs.kind === "too-few") return theirs;
  const seen = Math.min(ours.lastSeen, theirs.lastSeen);
  const days = askedDays.filter((asked) => asked <= seen).sort((one, other) => other - one)[0];
  if (days === undefined) return null;
  const { estimate, low, high } = differenceOfLimits(openAt(ours, days), openAt(theirs, days));
  return { kind: "known", days, value: estimate, low, high };
}

/** The share that still waits after so many days. Before anybody ended it may be as little as Wilson's limit for all of them. */
function openAt({ steps, waited }: WaitingCurve, days: number): Pick<Interval, "estimate" | "low" | "high"> {
  const step = steps.findLast(({ time }) => time <= days);
  if (step) return { estimate: step.share, low: step.low, high: step.high };
  const all = wilsonInterval({ count: waited, of: waited });
  return { estimate: 1, low: all.kind === "too-few" ? 0 : all.low, high: 1 };
}
