import { betaLowerTail, betaQuantile } from "./beta-distribution.ts";

/**
 * Question: how often does chance alone bring a t at least this far from zero, on either side?
 *
 * Formula: the incomplete beta function of ν/(ν + t²) with ν/2 and 1/2, or what is left of 1 beside its mirror.
 *
 * Assumptions: Student's t with ν degrees of freedom, ν > 0. Units: a probability.
 * Failure values: none; other ν throw a RangeError.
 * Source: Student (1908), Biometrika 6, 1–25; R's 2 · pt(−|t|, ν).
 * Example: studentTails(2.776, 4) = 0.05.
 */
export function studentTails(t: number, degrees: number): number {
  if (!(degrees > 0)) throw new RangeError(`Student's t with ${degrees} degrees of freedom does not exist.`);
  // Each from the side where it is small, so that nothing cancels.
  return Math.abs(t) < 1
    ? 1 - betaLowerTail((t * t) / (degrees + t * t), 0.5, degrees / 2)
    : betaLowerTail(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/**
 * Question: how many standard errors to either side hold this much of Student's t?
 *
 * Formula: with x the quantile of Beta(ν/2, 1/2) at 1 − level, √(ν(1 − x)/x).
 * Units: standard errors; `level` from 0 to below 1. Assumptions and source as above; R's qt. Failure values: none.
 * Example: studentReach(0.95, 4) = 2.776445.
 */
export function studentReach(level: number, degrees: number): number {
  if (!(level >= 0 && level < 1)) throw new RangeError(`A coverage from 0 to below 1 was expected, not ${level}.`);
  if (!(degrees > 0)) throw new RangeError(`Student's t with ${degrees} degrees of freedom does not exist.`);
  const x = betaQuantile(1 - level, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
