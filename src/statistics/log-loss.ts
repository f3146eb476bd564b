import { type TooFew, tooFew } from "./too-few.ts";

export type LogLoss =
  /** `ofGuessing`: what saying the overall share for every deal would score. */
  | { kind: "score"; score: number; ofGuessing: number }
  /** A deal was called impossible or certain, and the opposite happened: the loss has no bound. */
  | { kind: "unbounded" }
  | TooFew;

/**
 * Question: How surprised was somebody who believed the stated probabilities?
 *
 * Formula: Weighted mean of −log(probability given to what happened).
 * Units: Nats a row; 0 is perfect, log 2 ≈ 0.693 is "fifty-fifty" everywhere.
 * Failure values: `too-few` where no row has a weight, `unbounded` where something said to be impossible happened.
 * Source: Good (1952), Rational Decisions, Journal of the Royal Statistical Society B 14.
 * Example: logLoss({ probabilities: Float64Array.of(0.5, 0.5), outcomes: Uint8Array.of(1, 0) })
 * // → { kind: "score", score: 0.6931…, ofGuessing: 0.6931… }
 */
export function logLoss(ask: {
  probabilities: Float64Array;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
}): LogLoss {
  const { probabilities, outcomes, weights } = ask;
  let sum = 0;
  let won = 0;
  let all = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const weight = weights ? (weights[row] ?? 0) : 1;
    if (weight === 0) continue;
    const p = probabilities[row] ?? 0;
    const given = outcomes[row] === 1 ? p : 1 - p;
    if (given <= 0) return { kind: "unbounded" };
    sum -= weight * Math.log(given);
    won += weight * (outcomes[row] ?? 0);
    all += weight;
  }
  if (all <= 0) return tooFew(0, 1);
  return { kind: "score", score: sum / all, ofGuessing: entropy(won / all) };
}

function entropy(share: number): number {
  const part = (p: number) => (p > 0 ? -p * Math.log(p) : 0);
  return part(share) + part(1 - share);
}
