import { newcombeDifference } from "../../../statistics/newcombe-difference.ts";
import { type TooFew, tooFew } from "../../../statistics/too-few.ts";
import type { PracticeOutcomes } from "./contract.ts";

/** Fewer deals than this on either side say nothing about a difference. */
export const fewestDeals = 10;

/** A deal that closed while, or after, a practice applied to it: whether the practice was done there before the close. */
export type ClosedDeal = { won: boolean; withIt: boolean };

type Compared = Pick<PracticeOutcomes, "withIt" | "without" | "difference">;

/**
 * Question: of the deals on which a practice applied, are those won more often on which it was done?
 *
 * Formula: won of closed with it, less won of closed without, with Newcombe's interval. A deal counts when the practice's
 * flag was up on it while the practice was adopted; it counts as "with" when the practice was done before the close.
 *
 * Assumptions: deals independent of each other. It is not an experiment: whoever did it chose to, and a deal that closed
 * soon had less time for it; so no difference here is proof.
 * Units: shares, −1 to 1.
 * Failure values: too few under 10 deals on either side (outOf: the smaller side).
 * Source: Newcombe (1998), method 10; our own definitions, docs/methods/practice-outcomes.md.
 * Example: won 13 of 20 with it, 18 of 50 without → +0.29, from 0.0324 to 0.4963.
 */
export function compareOutcomes(deals: readonly ClosedDeal[]): Compared {
  const share = (withIt: boolean) => {
    const side = deals.filter((deal) => deal.withIt === withIt);
    return { won: side.filter(({ won }) => won).length, deals: side.length };
  };
  const [withIt, without] = [share(true), share(false)];
  return { withIt, without, difference: differenceOf(withIt, without) };
}

type Side = Compared["withIt"];

function differenceOf(withIt: Side, without: Side): Compared["difference"] {
  const smaller = Math.min(withIt.deals, without.deals);
  if (smaller < fewestDeals) return untold(tooFew(smaller, fewestDeals));
  const found = newcombeDifference({ count: withIt.won, of: withIt.deals }, { count: without.won, of: without.deals });
  return found.kind === "too-few" ? untold(found) : found;
}

const untold = ({ outOf, needed }: TooFew) => ({ kind: "too-few" as const, outOf, needed });
