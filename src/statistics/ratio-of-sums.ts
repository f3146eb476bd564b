import type { Interval } from "./interval.ts";
import { type NoVariation, noVariation } from "./no-variation.ts";
import { studentReach } from "./student-distribution.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** Two numbers of each deal, x and y, added up over all deals: all that a ratio of sums needs to know of them. */
export interface Sums {
  readonly of: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/**
 * Question: 40 deals had 610 contacts, 210 of them calls. What share is calls, and how sure is that, when contacts of one
 * deal are alike and only deals are independent? And with y = 1 on every deal: how many calls does a deal have on average?
 *
 * Formula: r = Σx/Σy. What deal i is beyond it is eᵢ = xᵢ − r·yᵢ, and Σe² = Σx² − 2rΣxy + r²Σy². Standard error
 * √(n/(n − 1) · Σe²) / Σy, reach by Student's t of n − 1 degrees of freedom. With y = 1 it is a mean with its usual interval.
 *
 * Assumptions: deals independent of each other, and so many that a sum over them is about normal: with a few deals that have most of all
 * contacts, the true coverage is lower than `level`. Contacts within a deal may be as alike as they like.
 * Units: x a unit of y; `level` is the coverage. A share is cut to 0 and 1 by who asks for a share.
 * Failure values: fewer than two deals, or Σy = 0, too few (2 needed); x the same part of y on every deal, no variation.
 * Source: Cochran (1977), Sampling Techniques, 6.3; for y = 1 Student (1908), R's t.test.
 * Example: x 2 0 3 1 4, y 5 4 6 2 6 → 10/23 = 0.4348, from 0.1282 to 0.7414.
 */
export function ratioOfSums(sums: Sums, level = 0.95): Interval | TooFew | NoVariation {
  const known = ratioOf(sums);
  if (known.kind !== "ratio") return known;
  const { estimate, variance } = known;
  if (variance === 0) return noVariation;
  const reach = studentReach(level, sums.of - 1) * Math.sqrt(variance);
  return { kind: "interval", estimate, low: estimate - reach, high: estimate + reach };
}

/**
 * Question: calls are 41 % of the contacts on won deals and 34 % on lost ones; by how much do the two differ?
 *
 * Formula: the difference of the two ratios, with variances added and the degrees of freedom of Welch and Satterthwaite,
 * (v₁ + v₂)² / (v₁²/(n₁ − 1) + v₂²/(n₂ − 1)). With y = 1 it is Welch's interval for two means.
 *
 * Assumptions: as above, and the two groups hold different deals. Nothing is held equal between them.
 * Units: the first less the second. Failure values: as above, of either group; no variation only where neither group has any.
 * Source: Welch (1947), Biometrika 34, 28–35; R's t.test for two samples.
 * Example: as above against x 1 1 0 2, y 4 6 3 5 → 0.2126, from −0.1062 to 0.5313.
 */
export function differenceOfRatios(one: Sums, other: Sums, level = 0.95): Interval | TooFew | NoVariation {
  const [first, second] = [ratioOf(one), ratioOf(other)];
  if (first.kind !== "ratio") return first;
  if (second.kind !== "ratio") return second;
  const variance = first.variance + second.variance;
  if (variance === 0) return noVariation;
  const degrees = variance ** 2 / (first.variance ** 2 / (one.of - 1) + second.variance ** 2 / (other.of - 1));
  const estimate = first.estimate - second.estimate;
  const reach = studentReach(level, degrees) * Math.sqrt(variance);
  return { kind: "interval", estimate, low: estimate - reach, high: estimate + reach };
}

function ratioOf({ of, x, y, xx, xy, yy }: Sums): { kind: "ratio"; estimate: number; variance: number } | TooFew {
  if (of < 2 || y === 0) return tooFew(of < 2 ? of : 0, 2);
  const estimate = x / y;
  const beyond = xx - 2 * estimate * xy + estimate * estimate * yy;
  // What is left of sums that cancel is rounding.
  const scatters = beyond > 1e-12 * (xx + estimate * estimate * yy);
  return { kind: "ratio", estimate, variance: scatters ? (of / (of - 1)) * beyond * y ** -2 : 0 };
}
