import { type NoVariation, noVariation } from "./no-variation.ts";
import { logisticLine } from "./platt-calibration.ts";

export type CalibrationSlope =
  | {
      kind: "calibration";
      slope: number;
      slopeStandardError: number;
      intercept: number;
      interceptStandardError: number;
      /** The intercept if the slope is held at 1: by how many log-odds all probabilities together are too low. */
      inTheLarge: number;
    }
  /** All won, all lost, or one probability for all. */
  | NoVariation
  /** The probabilities separate won from lost without an error: no finite slope describes that. */
  | { kind: "separated" };

/**
 * Question: Do stated probabilities spread as much as outcomes do? A slope under 1: too bold, over 1: too timid.
 *
 * Formula: Logistic recalibration: log-odds(won) = intercept + slope·log-odds(stated), by maximum likelihood. Right
 * probabilities have slope 1 and intercept 0.
 *
 * Assumptions: probabilities strictly between 0 and 1 (give `logOdds`), stated for deals the model had not seen; independent rows for
 * the standard errors.
 * Units: The slope has none; intercepts are log-odds.
 * Failure values: `no-variation` and `separated`.
 * Source: Cox (1958), Two Further Applications of a Model for Binary Regression, Biometrika 45; Van Calster et al. (2016), Journal
 * of Clinical Epidemiology 74.
 * Example: calibrationSlope({ logOdds: Float64Array.of(-2, -2, -2, 2, 2, 2), outcomes: Uint8Array.of(0, 0, 1, 0, 1, 1) })
 * // → slope 0.3466 (log 2 over 2): two of three were right, where the log-odds of 2 claimed 88 in 100
 */
export function calibrationSlope(ask: {
  logOdds: Float64Array;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
}): CalibrationSlope {
  const { logOdds, outcomes, weights } = ask;
  let won = 0;
  let all = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < outcomes.length; row++) {
    const weight = weights ? (weights[row] ?? 0) : 1;
    if (weight === 0) continue;
    all += weight;
    won += weight * (outcomes[row] ?? 0);
    least = Math.min(least, logOdds[row] ?? 0);
    most = Math.max(most, logOdds[row] ?? 0);
  }
  if (won <= 0 || won >= all || most - least < 1e-9) return noVariation;
  const line = logisticLine(logOdds, outcomes, weights);
  if (line === null) return { kind: "separated" };
  return {
    kind: "calibration",
    slope: line.slope,
    slopeStandardError: Math.sqrt(line.variances.slope),
    intercept: line.intercept,
    interceptStandardError: Math.sqrt(line.variances.intercept),
    inTheLarge: shiftInTheLarge(logOdds, outcomes, weights, won),
  };
}

/** The shift at which as many wins are expected as there were, by halving: the sum only ever rises with it. */
function shiftInTheLarge(
  logOdds: Float64Array,
  outcomes: Uint8Array,
  weights: Float64Array | undefined,
  won: number,
): number {
  let low = -60;
  let high = 60;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    let expected = 0;
    for (let row = 0; row < outcomes.length; row++)
      expected += (weights ? (weights[row] ?? 0) : 1) / (1 + Math.exp(-((logOdds[row] ?? 0) + middle)));
    if (expected < won) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
