import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import type { Rate, WinBackFigures } from "./contract.ts";

/** Fewer customers than this say nothing about a rate. */
export const fewest = 10;

/** Where a customer is, who was called after a loss. */
export type Ending = "won" | "lost-again" | "open" | "to-call-again" | "no-further-call";

/** Customers alike: never called though their day has passed, or called, with what came of it. */
export type CustomerGroup =
  | { called: false; customers: number }
  | { called: true; reached: boolean; ending: Ending; customers: number };

/**
 * Question: what comes of our calls to lost customers?
 *
 * Formula: customers are counted, each loss once however often it was called. Shares with Wilson's interval: reached of
 * called; back with a new deal of reached; won of those with an end (won, lost again, or no further call). A new deal that
 * is open and a customer to be called again have no end yet: they are in no share of ends. `bounds` says what they could
 * make of it: all of them lost, or all won, among all called.
 *
 * Assumptions: customers independent of each other. Wins take longer than refusals, so the share of ends is low while a
 * team has only begun to call; the bounds are not.
 * Units: customers; shares from 0 to 1.
 * Failure values: too few under 10; no bounds then, or when everybody has an end.
 * Source: our own definitions; docs/methods/win-back.md.
 * Example: 30 called, 24 reached; of 10 with a new deal 4 won, 3 lost again and 3 open; 8 to be called again, 12 never → won of
 * ended 4 of 19 (0.21, from 0.085 to 0.433), bounds 4/30 and 15/30.
 */
export function winBackFigures(groups: readonly CustomerGroup[], unasked: WinBackFigures["unasked"]): WinBackFigures {
  const count = (which: (group: CustomerGroup) => boolean) =>
    groups.filter(which).reduce((sum, { customers }) => sum + customers, 0);
  const ended = (...endings: Ending[]) => count((group) => group.called && endings.includes(group.ending));
  const called = count((group) => group.called);
  const reached = count((group) => group.called && group.reached);
  const neverCalled = count((group) => !group.called);
  const [won, lostAgain, stillOpen] = [ended("won"), ended("lost-again"), ended("open")];
  const [toCallAgain, noFurtherCall] = [ended("to-call-again"), ended("no-further-call")];
  const cameBack = won + lostAgain + stillOpen;
  const undecided = stillOpen + toCallAgain;
  // Somebody we never got hold of may come back by themselves; that is no conversation's merit.
  const backOfReached = count(
    (group) => group.called && group.reached && group.ending !== "to-call-again" && group.ending !== "no-further-call",
  );
  return {
    ...{ due: called + neverCalled, called, neverCalled, reached, cameBack },
    ...{ won, lostAgain, stillOpen, toCallAgain, noFurtherCall },
    rates: {
      reachedOfCalled: rateOf(reached, called),
      backOfReached: rateOf(backOfReached, reached),
      wonOfEnded: rateOf(won, won + lostAgain + noFurtherCall),
    },
    bounds: called >= fewest && undecided > 0 ? { low: won / called, high: (won + undecided) / called } : null,
    unasked,
  };
}

function rateOf(count: number, of: number): Rate {
  const share = wilsonInterval({ count, of });
  if (of < fewest || share.kind === "too-few") return { kind: "too-few", outOf: of, needed: fewest };
  return { count, of, ...share };
}
