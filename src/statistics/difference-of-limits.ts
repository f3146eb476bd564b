import type { Interval } from "./interval.ts";

type Limits = Pick<Interval, "estimate" | "low" | "high">;

/**
 * Question: after 30 days 60 % of these deals still stood in the stage and 40 % of those; by how much do the two differ, when each
 * comes with limits of its own?
 *
 * Formula: with a, b the estimates and l, u their limits, from a − b − √((a − l₁)² + (u₂ − b)²) to a − b + √((u₁ − a)² + (b − l₂)²):
 * the variance of each near the limit that matters is recovered from that limit (MOVER). With Wilson's limits this is
 * Newcombe's interval for two shares.
 *
 * Assumptions: two estimates independent of each other, with limits of one coverage, which the difference then has.
 * Units: whatever the estimates are in; the first less the second. Failure values: none.
 * Source: Zou & Donner (2008), Statistics in Medicine 27, 1693–1702. Held against `newcombeDifference`, which R's answers hold.
 * Example: differenceOfLimits({ estimate: 0.6, low: 0.48, high: 0.7 }, { estimate: 0.4, low: 0.32, high: 0.56 }) → 0.2, from 0 to 0.328.
 */
export function differenceOfLimits(one: Limits, other: Limits): Interval {
  const estimate = one.estimate - other.estimate;
  const down = Math.hypot(one.estimate - one.low, other.high - other.estimate);
  const up = Math.hypot(one.high - one.estimate, other.estimate - other.low);
  return { kind: "interval", estimate, low: estimate - down, high: estimate + up };
}
