import type { Interval } from "./interval.ts";
import { signFlips } from "./sign-flips.ts";
import { studentReach, studentTails } from "./student-distribution.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** Two ratings by the same customer: each a whole number of points. */
export interface RatedPair {
  readonly one: number;
  readonly other: number;
}

/** The mean difference, where it well lies, and how often chance alone would bring one as large. */
export interface PairedDifference extends Interval {
  readonly of: number;
  readonly p: number;
}

/** The variance that two ratings bring by being rounded to whole points: 1/12 each. */
const roundingVariance = 1 / 6;
/** From so many customers on the exact count and Student's tails say the same, and the count takes long. */
const mostCounted = 400;

/**
 * Question: nine customers rated us and the winner from 1 to 5. By how much is one above the other on average, and could so
 * few answers have come out so by chance?
 *
 * Formula: differences d = one − other, mean d̄; d̄ ± t · s/√n with Student's t of n − 1 degrees of freedom, cut to what the scale
 * allows. s² is never taken below 1/6, the variance that rounding two ratings to whole points brings by itself: five
 * customers who all say "one point less" do not know it to the hundredth. p is the larger of Student's and that of turning
 * signs (`signFlips`), which assumes nothing about how ratings spread.
 *
 * Assumptions: customers independent of each other; points are about equally far apart, as a mean of ratings always says.
 * Units: points of the scale; `scale` its lowest and highest rating; `level` the coverage, 0.95 unless said otherwise.
 * Failure values: fewer than two pairs, too few. A rating off the scale throws a RangeError.
 * Source: Student (1908); for ratings of five points de Winter & Dodou (2010), Practical Assessment, Research & Evaluation
 * 15(11); R's t.test(paired = TRUE) where ratings spread more than rounding; docs/methods/head-to-head.md.
 * Example: us 2 3 2 4 3 1, the winner 4 4 3 4 5 3 → −1.333, from −2.190 to −0.476, p 0.0625 (Student's alone: 0.0103).
 */
export function pairedDifference(
  pairs: readonly RatedPair[],
  scale: { readonly lowest: number; readonly highest: number },
  level = 0.95,
): PairedDifference | TooFew {
  const isOnScale = (rating: number) => Number.isInteger(rating) && rating >= scale.lowest && rating <= scale.highest;
  if (!pairs.every(({ one, other }) => isOnScale(one) && isOnScale(other))) {
    throw new RangeError(`Ratings from ${scale.lowest} to ${scale.highest} were expected.`);
  }
  const of = pairs.length;
  if (of < 2) return tooFew(of, 2);
  const differences = pairs.map(({ one, other }) => one - other);
  const estimate = differences.reduce((sum, difference) => sum + difference, 0) / of;
  const squares = differences.reduce((sum, difference) => sum + (difference - estimate) ** 2, 0);
  const standardError = Math.sqrt(Math.max(squares / (of - 1), roundingVariance) / of);
  const reach = studentReach(level, of - 1) * standardError;
  const most = scale.highest - scale.lowest;
  return {
    kind: "interval",
    ...{ estimate, low: Math.max(-most, estimate - reach), high: Math.min(most, estimate + reach), of },
    p: Math.max(studentTails(estimate / standardError, of - 1), chanceOfSigns(differences)),
  };
}

function chanceOfSigns(differences: readonly number[]): number {
  if (differences.length > mostCounted) return 0;
  const turned = signFlips(differences);
  return turned.kind === "p-value" ? turned.p : 1;
}
