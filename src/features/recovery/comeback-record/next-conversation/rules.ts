import { dayMs, type Instant } from "../../../../platform/dates.ts";
import { kaplanMeier } from "../../../../statistics/kaplan-meier.ts";
import { tooFew } from "../../../../statistics/too-few.ts";
import type { ComebackFigures } from "../contract.ts";

/** One person's waits, in days, from each loss to the next deal with which a first conversation was had. */
export type ConversationPart = {
  recorded: boolean;
  waits: readonly { days: number; ended: boolean }[];
  /** Days between one such first conversation and the next, whatever was lost in between. */
  gaps: readonly number[];
};

/**
 * Losses before the first conversation on record, and after `until`, are left out: nobody knows what followed them. A loss that no
 * conversation has followed counts with the days it has had.
 */
export function conversationPart(
  lostAt: readonly Instant[],
  talks: readonly Instant[],
  until: Instant,
): ConversationPart {
  const first = talks[0];
  if (first === undefined) return { recorded: false, waits: [], gaps: [] };
  let next = 0;
  const waits = lostAt
    .filter((at) => at >= first && at < until)
    .map((at) => {
      while (next < talks.length && (talks[next] ?? at) <= at) next += 1;
      const talk = talks[next];
      return { days: ((talk ?? until) - at) / dayMs, ended: talk !== undefined };
    });
  const gaps = talks.slice(1).map((at, place) => (at - (talks[place] ?? at)) / dayMs);
  return { recorded: true, waits, gaps: gaps.filter((days) => days > 0) };
}

export function nextConversation(
  people: readonly ConversationPart[],
  fewest: number,
): ComebackFigures["nextConversation"] {
  if (!people.some(({ recorded }) => recorded)) return { kind: "nothing-recorded" };
  const waits = people.flatMap((person) => person.waits);
  if (waits.length < fewest) return tooFew(waits.length, fewest);
  const curve = kaplanMeier({
    time: waits.map(({ days }) => days),
    ended: waits.map(({ ended }) => (ended ? 1 : 0)),
  });
  if (curve.kind === "too-few") return curve;
  const counts = { losses: waits.length, waiting: waits.filter(({ ended }) => !ended).length };
  const { median, medianLow, medianHigh } = curve;
  if (median.kind === "not-reached" || medianLow.kind === "not-reached") return { kind: "not-yet", ...counts };
  const highDays = medianHigh.kind === "at" ? medianHigh.time : null;
  const days = { medianDays: median.time, lowDays: medianLow.time, highDays };
  return { kind: "known", ...counts, ...days, usualDays: usualWait(people) };
}

/**
 * How many days it is, from half of all moments, to the next first conversation: a moment falls into a gap the likelier
 * the longer that is, and anywhere in it alike, so P(wait > x) = Σ max(0, gap − x) / Σ gap. People count as often as they lost.
 */
export function usualWait(people: readonly ConversationPart[]): number {
  const weighed = people
    .map(({ waits, gaps }) => ({ weight: waits.length, gaps, total: gaps.reduce((sum, gap) => sum + gap, 0) }))
    .filter(({ weight, total }) => weight > 0 && total > 0);
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const stillWaiting = (days: number) =>
    weighed.reduce((sum, { weight, gaps, total }) => {
      const left = gaps.reduce((rest, gap) => rest + Math.max(0, gap - days), 0);
      return sum + (weight * left) / total;
    }, 0) / all;
  let [low, high] = [
    0,
    weighed.reduce((longest, { gaps }) => gaps.reduce((most, gap) => Math.max(most, gap), longest), 0),
  ];
  for (let halved = 0; halved < 40; halved++) {
    const middle = (low + high) / 2;
    if (stillWaiting(middle) > 0.5) low = middle;
    else high = middle;
  }
  return high;
}
