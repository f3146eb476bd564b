import { differenceOfLimits } from "./difference-of-limits.ts";
import type { Interval } from "./interval.ts";
import type { Share } from "./share.ts";
import { type TooFew, tooFew } from "./too-few.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/**
 * Question: with this the win rate is 9 of 30, without it 40 of 80; by how much do the two differ?
 *
 * Formula: with p − q the difference of the shares and l, u the Wilson limits of each, from
 * p − q − √((p − l₁)² + (u₂ − q)²) to p − q + √((u₁ − p)² + (q − l₂)²).
 *
 * Assumptions: two separate groups of deals, independent of each other. No strata: where the groups differ in deal size
 * or pipeline, the Mantel–Haenszel difference is the fair one.
 * Units: the first share less the second, −1 to 1; `level` is the coverage.
 * Failure values: with an empty group, too few (outOf: the smaller group; 1 needed).
 * Source: Newcombe (1998), Statistics in Medicine 17, 873–890, method 10 (hybrid score).
 * Example: newcombeDifference({ count: 56, of: 70 }, { count: 48, of: 80 }) → 0.2, from 0.0524 to 0.3339, as in table II there.
 */
export function newcombeDifference(one: Share, other: Share, level = 0.95): Interval | TooFew {
  const first = wilsonInterval(one, level);
  const second = wilsonInterval(other, level);
  if (first.kind === "too-few" || second.kind === "too-few") return tooFew(Math.min(one.of, other.of), 1);
  return differenceOfLimits(first, second);
}
