import { type NoVariation, noVariation } from "./no-variation.ts";

export type PlattCalibration =
  | { kind: "calibration"; intercept: number; slope: number }
  /** All won, all lost, or scores that are all the same. */
  | NoVariation;

/**
 * Question: A score puts deals in the right order; which probability does each score stand for?
 *
 * Formula: P(won) = 1 / (1 + exp(−(intercept + slope·score))), fitted by maximum likelihood to targets drawn in a little: a win
 * counts as (wins + 1)/(wins + 2), a loss as 1/(losses + 2). Scores that separate won from lost perfectly so have an
 * answer too.
 *
 * Assumptions: scores of deals the scoring model had not seen (out-of-fold), and a curve of this shape.
 * Units: Give log-odds as scores: slope 1 and intercept 0 then leave them as they are.
 * Failure values: `no-variation`.
 * Source: Platt (1999), Probabilistic Outputs for Support Vector Machines, in: Advances in Large Margin Classifiers; with
 * Newton's method as in Lin, Lin & Weng (2007), Machine Learning 68.
 * Example: plattCalibration({ scores: Float64Array.of(-1, -1, 1, 1), outcomes: Uint8Array.of(0, 0, 1, 1) })
 * // → { kind: "calibration", intercept: 0, slope: 1.0986… }   (log 3: the targets are 1/4 and 3/4)
 */
export function plattCalibration(ask: {
  scores: Float64Array;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
}): PlattCalibration {
  const { scores, outcomes, weights } = ask;
  let won = 0;
  let all = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < outcomes.length; row++) {
    const weight = weights ? (weights[row] ?? 0) : 1;
    if (weight === 0) continue;
    all += weight;
    if (outcomes[row] === 1) won += weight;
    least = Math.min(least, scores[row] ?? 0);
    most = Math.max(most, scores[row] ?? 0);
  }
  const lost = all - won;
  if (won <= 0 || lost <= 0 || most - least < 1e-9) return noVariation;
  const targets = Float64Array.from(outcomes, (outcome) => (outcome === 1 ? (won + 1) / (won + 2) : 1 / (lost + 2)));
  const line = logisticLine(scores, targets, weights);
  return line === null ? noVariation : { kind: "calibration", ...line };
}

/**
 * Maximum likelihood of target ~ logistic(intercept + slope·score); targets may be shares. Null where the likelihood has no
 * highest point: the scores separate the targets.
 */
export function logisticLine(
  scores: Float64Array,
  targets: Float64Array | Uint8Array,
  weights?: Float64Array | undefined,
): { intercept: number; slope: number; variances: { intercept: number; slope: number } } | null {
  // Centred, so that the two unknowns hardly hang together.
  let all = 0;
  let sum = 0;
  let hits = 0;
  for (let row = 0; row < targets.length; row++) {
    const weight = weights ? (weights[row] ?? 0) : 1;
    all += weight;
    sum += weight * (scores[row] ?? 0);
    hits += weight * (targets[row] ?? 0);
  }
  const centre = sum / all;
  let level = Math.log(hits / (all - hits));
  let slope = 0;
  let before = Number.POSITIVE_INFINITY;
  let move = { level: 0, slope: 0 };
  for (let step = 0; step < 200; step++) {
    let loss = 0;
    let g0 = 0;
    let g1 = 0;
    let h00 = 0;
    let h01 = 0;
    let h11 = 0;
    for (let row = 0; row < targets.length; row++) {
      const weight = weights ? (weights[row] ?? 0) : 1;
      if (weight === 0) continue;
      const x = (scores[row] ?? 0) - centre;
      const y = targets[row] ?? 0;
      const eta = level + slope * x;
      const small = Math.exp(-Math.abs(eta));
      const p = eta >= 0 ? 1 / (1 + small) : small / (1 + small);
      const bend = (weight * small) / ((1 + small) * (1 + small));
      loss += weight * (Math.max(eta, 0) + Math.log1p(small) - y * eta);
      g0 += weight * (y - p);
      g1 += weight * (y - p) * x;
      h00 += bend;
      h01 += bend * x;
      h11 += bend * x * x;
    }
    if (loss > before * (1 + 1e-12)) {
      move = { level: move.level / 2, slope: move.slope / 2 };
      level -= move.level;
      slope -= move.slope;
      continue;
    }
    before = loss;
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-14 * h00 * h11)) return null;
    move = { level: (h11 * g0 - h01 * g1) / determinant, slope: (h00 * g1 - h01 * g0) / determinant };
    level += move.level;
    slope += move.slope;
    if (Math.abs(move.level * g0 + move.slope * g1) < 1e-13 * all) {
      const variances = {
        intercept: (h11 + 2 * centre * h01 + centre * centre * h00) / determinant,
        slope: h00 / determinant,
      };
      // A loss that went to nothing means the curve has become a step.
      return loss < 1e-6 * all ? null : { intercept: level - slope * centre, slope, variances };
    }
  }
  return null;
}
