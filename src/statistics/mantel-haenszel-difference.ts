import type { Interval } from "./interval.ts";
import { type NoVariation, noVariation } from "./no-variation.ts";
import { intervalReach, twoSidedP } from "./normal-distribution.ts";
import { comparable, type Stratum } from "./strata.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** A difference of win rates with its interval, its standard error and the p-value of there being none. */
export interface PooledDifference extends Interval {
  readonly standardError: number;
  readonly p: number;
}

/**
 * Question: by how many points does the win rate with it differ from the win rate without, among deals alike in size
 * and pipeline?
 *
 * Formula: D = Σw·(p₁ − p₀)/Σw with w = n₁n₀/n. Sato's variance of D where the true difference is δ is (δP + Q)/(Σw)², with
 * P = Σ[n₁²b − n₀²a + n₁n₀(n₀ − n₁)/2]/n² and Q = Σ[a(n₀ − b) + b(n₁ − a)]/2n, a and b the wins with and without.
 * The standard error is the one at δ = D. The interval holds every δ within z standard errors *at δ* of D, and the p-value is
 * that of δ = 0; so the two never contradict each other, a perfect separation has an interval too, and
 * from 30 deals a side 95 to 96 of 100 intervals hold the truth, where D ± 1.96 standard errors hold it in 93 or 94.
 *
 * Assumptions: the same difference in each stratum (else an average of them); deals independent, each counted once. Where
 * a deal is looked at several times, `clusteredDifference` is the right one.
 * Units: shares, −1 to 1. `level` is the coverage.
 * Failure values: no stratum with deals on both sides, too few (outOf 0, 2 needed); each such stratum all won or all
 * lost, no variation.
 * Source: Greenland & Robins (1985), Biometrics 41, 55–68; Sato (1989), Biometrics 45, 1323–1324.
 * Example: mantelHaenszelDifference([{ exposed: { count: 3, of: 20 }, others: { count: 12, of: 30 } }]) → −0.25, from −0.4594 to 0.0138.
 */
export function mantelHaenszelDifference(
  strata: readonly Stratum[],
  level = 0.95,
): PooledDifference | TooFew | NoVariation {
  const compared = comparable(strata);
  if (compared.length === 0) return tooFew(0, 2);
  let weights = 0;
  let weighted = 0;
  let P = 0;
  let Q = 0;
  for (const { exposed, others } of compared) {
    const n1 = exposed.of;
    const n0 = others.of;
    const n = n1 + n0;
    weights += (n1 * n0) / n;
    weighted += (exposed.count * n0 - others.count * n1) / n;
    P +=
      (others.count * (n1 / n) - exposed.count * (n0 / n) * (n0 / n1)) * (n1 / n) +
      ((n1 / n) * (n0 / n) * (n0 - n1)) / 2;
    Q += (exposed.count * (n0 - others.count) + others.count * (n1 - exposed.count)) / (2 * n);
  }
  if (Q === 0) return noVariation;
  const estimate = weighted / weights;
  const atEstimate = Math.max(0, estimate * P + Q);
  const z = intervalReach(level);
  const middle = estimate + (z * z * P) / (2 * weights * weights);
  const reach = Math.hypot((z * Math.sqrt(atEstimate)) / weights, (z * z * P) / (2 * weights * weights));
  return {
    kind: "interval",
    estimate,
    low: Math.max(-1, Math.min(estimate, middle - reach)),
    high: Math.min(1, Math.max(estimate, middle + reach)),
    standardError: Math.sqrt(atEstimate) / weights,
    p: twoSidedP(weighted / Math.sqrt(Q)),
  };
}
