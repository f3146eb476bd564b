import { type TooFew, tooFew } from "./too-few.ts";

export type BrierScore =
  /** `ofGuessing`: what saying the overall share for every deal would score. */
  { kind: "score"; score: number; ofGuessing: number } | TooFew;

/**
 * Question: How far are the stated probabilities from what happened?
 *
 * Formula: Weighted mean of (probability − outcome)².
 * Units: 0 is perfect, 0.25 is what "fifty-fifty" scores everywhere; smaller is better.
 * Failure values: `too-few` where no row has a weight.
 * Source: Brier (1950), Verification of Forecasts Expressed in Terms of Probability, Monthly Weather Review 78.
 * Example: brierScore({ probabilities: Float64Array.of(0.9, 0.2), outcomes: Uint8Array.of(1, 0) })
 * // → { kind: "score", score: 0.025, ofGuessing: 0.25 }
 */
export function brierScore(ask: {
  probabilities: Float64Array;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
}): BrierScore {
  const { probabilities, outcomes, weights } = ask;
  let sum = 0;
  let won = 0;
  let all = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const weight = weights ? (weights[row] ?? 0) : 1;
    const outcome = outcomes[row] ?? 0;
    sum += weight * ((probabilities[row] ?? 0) - outcome) ** 2;
    won += weight * outcome;
    all += weight;
  }
  if (all <= 0) return tooFew(0, 1);
  const share = won / all;
  return { kind: "score", score: sum / all, ofGuessing: share * (1 - share) };
}
