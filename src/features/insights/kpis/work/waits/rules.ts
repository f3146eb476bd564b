import { differenceOfLimits } from "../../../../../statistics/difference-of-limits.ts";
import type { Interval } from "../../../../../statistics/interval.ts";
import { kaplanMeier, type Reached, type WaitingCurve } from "../../../../../statistics/kaplan-meier.ts";
import { tooFew } from "../../../../../statistics/too-few.ts";
import { wilsonInterval } from "../../../../../statistics/wilson-interval.ts";
import { enoughToTell, fewestTold } from "../../../../team/small-groups/rules.ts";
import type { ShareTold } from "../../contract.ts";
import { thinned } from "../../times/rules.ts";
import type { MinutesTold, WaitTold } from "./contract.ts";

/** Over, for sure. */
const over = ["answered", "called", "otherwise"] as const;
/** Seen to wait so long, and then no more: something may have been the answer; the deal closed; it waits to this moment. */
const seen = ["perhaps", "closed", "waiting"] as const;
/**
 * Not among the waits: it came while an earlier one waited and is part of that wait; answered, but nobody recorded when; of a day, without
 * a time. Of calls: taken at once, or not said whether.
 */
const aside = ["again", "elsewhere", "day-only", "taken", "unsaid"] as const;
export type WaitState = (typeof over)[number] | (typeof seen)[number] | (typeof aside)[number];

/** So many messages became the same after as many whole working minutes. */
export type WaitTally = { state: WaitState; minutes: number; count: number };

const isOver = ({ state }: WaitTally) => over.some((each) => each === state);
const isSeen = ({ state }: WaitTally) => seen.some((each) => each === state);

export const countOf = (tallies: readonly WaitTally[], ...states: WaitState[]): number =>
  tallies.reduce((sum, { state, count }) => (states.includes(state) ? sum + count : sum), 0);

export type Waited = { told: WaitTold; within: Interval | null };

/** How long they waited (Kaplan–Meier), and how many no longer did after so many hours; from five waits on. */
export function waitedOf(tallies: readonly WaitTally[], withinHours: number): Waited {
  const waits = tallies.filter((tally) => isOver(tally) || isSeen(tally));
  const all = waits.reduce((sum, { count }) => sum + count, 0);
  if (!enoughToTell(all)) return { told: tooFew(all, fewestTold), within: null };
  const curve = kaplanMeier({
    time: waits.map(({ minutes }) => minutes),
    ended: waits.map((tally) => (isOver(tally) ? 1 : 0)),
    count: waits.map(({ count }) => count),
  });
  if (curve.kind === "too-few") return { told: curve, within: null };
  const within = overWithin(curve, withinHours * 60);
  const points = curve.steps.map((step) => ({
    ...{ minutes: step.time, waiting: step.share, low: step.low, high: step.high, atRisk: step.atRisk },
  }));
  return {
    within,
    told: {
      kind: "known",
      ...{ median: inMinutes(curve.median), low: inMinutes(curve.medianLow), high: inMinutes(curve.medianHigh) },
      within: within && { value: within.estimate, low: within.low, high: within.high },
      curve: thinned(points),
    },
  };
}

const inMinutes = (reached: Reached): MinutesTold =>
  reached.kind === "at" ? { kind: "at", minutes: reached.time } : reached;

/** The share that no longer waits after so many minutes; null where nobody was seen for so long and some waited still. */
function overWithin({ steps, waited, lastSeen }: WaitingCurve, minutes: number): Interval | null {
  const step = steps.findLast(({ time }) => time <= minutes);
  if (minutes > lastSeen && (step?.share ?? 1) > 0) return null;
  if (step) return { kind: "interval", estimate: 1 - step.share, low: 1 - step.high, high: 1 - step.low };
  const none = wilsonInterval({ count: 0, of: waited });
  return none.kind === "interval" ? none : null;
}

/** How much more often in time than in the other period. */
export function changeOfWaits(now: Waited, before: Waited): ShareTold {
  if (!now.within || !before.within) return tooFew(0, fewestTold);
  const { estimate, low, high } = differenceOfLimits(now.within, before.within);
  return { kind: "known", value: estimate, low, high };
}
