import type { z } from "zod";
import { dayMs, type Instant } from "../../../platform/dates.ts";
import type { Stretch } from "../../../platform/replay.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import type { Thresholds } from "../../red-flags/contract.ts";
import type { share, TrackAtThreshold } from "./contract.ts";

type Share = z.infer<typeof share>;

/** The same flag held to another threshold, in words. */
export type Variant = { threshold: string; thresholds: Thresholds; set: boolean };

const days = [3, 5, 7, 10, 14, 21, 30, 45];
const hours = [8, 24, 48, 72, 120];
const contacts = [1, 2, 3, 4];
const pushes = [1, 2, 3, 4];
const times = [1, 1.25, 1.5, 2, 2.5, 3];

/** The thresholds a flag's slider offers, the team's own among them, from the one that is soonest up to the latest. */
export function variantsOf(thresholds: Thresholds): Variant[] {
  const along = <Value extends number>(
    values: readonly Value[],
    own: Value,
    vary: (value: Value) => Thresholds,
    inWords: (value: Value) => string,
  ) =>
    [...new Set([...values, own])]
      .toSorted((one, other) => one - other)
      .map((value) => ({ threshold: inWords(value), thresholds: vary(value), set: value === own }));
  switch (thresholds.kind) {
    case "gone-quiet":
    case "no-follow-up":
      return along(
        days,
        thresholds.warnDays,
        (warnDays) => ({ ...thresholds, warnDays, badDays: Math.max(warnDays, thresholds.badDays) }),
        (value) => `${thresholds.kind === "gone-quiet" ? "quiet" : "nothing"} for ${value} days`,
      );
    case "unanswered-message":
      return along(
        hours,
        thresholds.warnHours,
        (warnHours) => ({ ...thresholds, warnHours, badHours: Math.max(warnHours, thresholds.badHours) }),
        (value) => `waiting for ${value} hours`,
      );
    case "single-contact":
      return along(
        contacts,
        thresholds.warnContacts,
        (warnContacts) => ({
          ...thresholds,
          warnContacts,
          badContacts: Math.min(warnContacts, thresholds.badContacts),
        }),
        (value) => (value === 1 ? "one contact" : `${value} contacts or fewer`),
      );
    case "close-date-slipped":
      return along(
        pushes,
        thresholds.pushes,
        (most) => ({ ...thresholds, pushes: most }),
        (value) => (value === 1 ? "pushed once, or past" : `pushed ${value} times, or past`),
      );
    case "too-long-in-stage":
      return along(
        times,
        thresholds.timesUsual,
        (timesUsual) => ({ ...thresholds, timesUsual }),
        (value) => `${value} times the usual stay`,
      );
    default:
      return [{ threshold: "as it is set", thresholds, set: true }];
  }
}

/** What the flag did on closed deals, added up deal by deal. */
export type Tally = {
  won: number;
  lost: number;
  upOnWon: number;
  upOnLost: number;
  /** Days from when it last came up to the close, of losses on which it was up. */
  daysBefore: number[];
};

export const emptyTally = (): Tally => ({ won: 0, lost: 0, upOnWon: 0, upOnLost: 0, daysBefore: [] });

/** A deal on which the flag was never readable says nothing about it. */
export function addToTally(
  tally: Tally,
  { status, closedAt }: { status: "won" | "lost"; closedAt: Instant | null },
  stretches: readonly Stretch[],
  datesHold: boolean,
): void {
  if (!stretches.some(({ kind }) => kind !== "unknown")) return;
  const last = stretches.findLast(({ kind }) => kind === "up");
  tally[status] += 1;
  if (!last) return;
  if (status === "won") tally.upOnWon += 1;
  else tally.upOnLost += 1;
  if (status === "lost" && datesHold && closedAt !== null) tally.daysBefore.push((closedAt - last.from) / dayMs);
}

/** Counts as shares with their intervals; null where there was nothing to count. */
export function shareOf(count: number, of: number): Share | null {
  const interval = wilsonInterval({ count, of });
  if (interval.kind === "too-few") return null;
  return { of, count, value: interval.estimate, low: interval.low, high: interval.high };
}

/** What a threshold would have meant; null where the flag could not be read on won and on lost deals. */
export function trackOf(
  { won, lost, upOnWon, upOnLost, daysBefore }: Tally,
  { threshold, set }: Variant,
): TrackAtThreshold | null {
  const reach = shareOf(upOnLost, lost);
  const falseAlarms = shareOf(upOnWon, won);
  const precision = shareOf(upOnLost, upOnLost + upOnWon);
  if (!reach || !falseAlarms) return null;
  return {
    threshold,
    set,
    reach,
    precision,
    falseAlarms,
    daysBefore: middleOf(daysBefore),
    openDealsUp: null,
  };
}

/** The middle value and the middle half. */
function middleOf(values: readonly number[]): TrackAtThreshold["daysBefore"] {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), low: at(0.25), high: at(0.75), deals: values.length };
}
