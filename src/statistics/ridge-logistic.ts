import { cholesky, invertCholesky, solveCholesky } from "./cholesky.ts";
import { clusteredCovariance } from "./clustered-covariance.ts";
import { newPass, passOver } from "./logistic-pass.ts";
import { type NoVariation, noVariation } from "./no-variation.ts";
import { alone, type SharedCells, type SparseRows } from "./sparse-rows.ts";

export type RidgeProblem = {
  rows: SparseRows;
  /** The same rows, what neighbours have in common written once (`shareCells`): nothing new, and less to walk over. */
  shared?: SharedCells | undefined;
  /** 1 won, 0 lost; one a row. */
  outcomes: Uint8Array;
  /** How many deals a row counts for; zero leaves it out. One each where absent. */
  weights?: Float64Array | undefined;
  /** One a column. Zero leaves a column free. */
  penalties: Float64Array;
  /** Rows with the same number hang together (looks at one deal), and only different ones are independent. */
  clusters?: Int32Array | undefined;
  /** Where to begin: an answer to a similar problem saves steps. */
  start?: { intercept: number; coefficients: Float64Array; hessian?: Float64Array | undefined } | undefined;
  /** Stops when a further step would better the log loss by less than this. */
  tolerance?: number | undefined;
  throwIfCancelled?: (() => void) | undefined;
};

export type RidgeCoefficients =
  | {
      kind: "fit";
      intercept: number;
      coefficients: Float64Array;
      steps: number;
      /** How the loss bends near here, without the penalty (lower half): a start for a problem that differs a little. */
      hessian: Float64Array;
    }
  /** All won, all lost, or nothing with a weight. */
  | NoVariation
  /** A column without penalty separates won from lost, or says the same as others: no one answer exists. */
  | { kind: "undetermined" };

export type RidgeLogistic =
  | {
      kind: "fit";
      intercept: number;
      coefficients: Float64Array;
      /** Of the coefficients, the intercept last. */
      standardErrors: Float64Array;
      /** (columns + 1)², row-major, the intercept last. */
      covariance: Float64Array;
      steps: number;
    }
  | Exclude<RidgeCoefficients, { kind: "fit" }>;

/**
 * Question: By how much does each of many facts move the odds of winning, all of them taken together, without being
 * led astray by facts that do nothing?
 *
 * Formula: Log-odds η = b₀ + Σ bⱼxⱼ. The coefficients minimise Σ w·(log(1 + e^η) − y·η) + ½ Σ λⱼbⱼ². The intercept
 * is not penalised. Found by Newton's method with halved steps; each step solves (X'WX + Λ)·d = gradient by Cholesky.
 *
 * λⱼ is in units of one over the variance expected of a coefficient: λ = 4 expects nearly all coefficients within ±1. It does not
 * depend on the number of rows, so a penalty chosen on a sample is right for the whole.
 *
 * Standard errors: H⁻¹ with H = X'WX + Λ: the spread left once the penalty is taken as what was expected beforehand
 * (Wahba 1983; Gray 1992). With `clusters`: H⁻¹(M + Λ)H⁻¹, where M sums, over clusters, the outer product of each cluster's
 * score (Liang & Zeger 1986); it equals H⁻¹ where rows are independent and the model holds.
 *
 * Assumptions: outcomes independent given the facts (between clusters), and log-odds that add up. Facts should be of similar
 * scale, since a penalty acts on a coefficient's size.
 * Units: Coefficients in log-odds per unit of the column.
 * Failure values: `no-variation` and `undetermined`; never where every column has a penalty and both outcomes occur: then
 * perfect separation has an answer, too.
 * Source: le Cessie & van Houwelingen (1992), Ridge Estimators in Logistic Regression, Applied Statistics 41(1).
 * Example: const answer = ridgeLogistic({ rows: sparseRows([[0], [0], [1], [1]]), outcomes: Uint8Array.of(0, 0, 1, 1), penalties: Float64Array.of(1) });
 * // answer.kind → "fit"; answer.coefficients[0] → 0.8021, though the column separates won from lost
 */
export function ridgeLogistic(problem: RidgeProblem): RidgeLogistic {
  const found = ridgeCoefficients(problem);
  if (found.kind !== "fit") return found;
  const size = problem.rows.columns + 1;
  const beta = Float64Array.of(...found.coefficients, found.intercept);
  const hessian = new Float64Array(size * size);
  passOver({ ...problem, shared: problem.shared ?? alone(problem.rows) }, beta, newPass(size), hessian);
  const factor = cholesky(penalisedHessian(hessian, problem.penalties, size), size);
  if (factor === null) return { kind: "undetermined" };
  const inverse = invertCholesky(factor, size);
  const covariance = problem.clusters
    ? clusteredCovariance({ ...problem, clusters: problem.clusters, beta, inverse })
    : inverse;
  const standardErrors = Float64Array.from({ length: size }, (_, index) =>
    Math.sqrt(covariance[index * size + index] ?? 0),
  );
  const { intercept, coefficients, steps } = found;
  return { kind: "fit", intercept, coefficients, steps, standardErrors, covariance };
}

/** The coefficients alone, for when many fits are compared and nobody asks how sure they are. */
export function ridgeCoefficients(problem: RidgeProblem): RidgeCoefficients {
  const { rows, outcomes, weights, penalties, start, tolerance = 1e-13, throwIfCancelled } = problem;
  const told = { shared: problem.shared ?? alone(rows), outcomes, weights };
  const share = wonShare(outcomes, weights);
  if (share === null) return noVariation;
  const size = rows.columns + 1;
  let beta: Float64Array = new Float64Array(size);
  beta[size - 1] = start?.intercept ?? Math.log(share.won / (share.all - share.won));
  if (start) beta.set(start.coefficients);

  const pass = newPass(size);
  let curve = start?.hessian ?? null;
  let factor: Float64Array | null = null;
  let best = Number.POSITIVE_INFINITY;
  let bestBeta = beta;
  let direction: Float64Array = new Float64Array(size);
  let length = 1;
  let gainBefore = Number.POSITIVE_INFINITY;
  for (let step = 1; step <= 500; step++) {
    throwIfCancelled?.();
    // Working out how the loss bends is by far the most work, and it hardly changes between near points.
    if (curve === null) {
      curve = new Float64Array(size * size);
      factor = null;
      passOver(told, beta, pass, curve);
    } else passOver(told, beta, pass, null);
    const loss = pass.loss + penalty(beta, penalties);
    if (loss > best + 1e-12 * Math.abs(best) || Number.isNaN(loss)) {
      length /= 2;
      if (length < 1e-9) return reached(bestBeta, size, step, curve);
      beta = moved(bestBeta, direction, length);
      continue;
    }
    best = loss;
    bestBeta = beta;
    for (let column = 0; column < size - 1; column++)
      pass.gradient[column] = (pass.gradient[column] ?? 0) - (penalties[column] ?? 0) * (beta[column] ?? 0);
    factor ??= cholesky(penalisedHessian(curve, penalties, size), size);
    if (factor === null) return { kind: "undetermined" };
    direction = solveCholesky(factor, size, pass.gradient);
    // Half of it is what the step gains as far as the curve is a parabola.
    const gain = direction.reduce((sum, each, index) => sum + each * (pass.gradient[index] ?? 0), 0);
    if (gain / 2 <= tolerance * share.all)
      return isFlat(factor, penalties, share.all)
        ? { kind: "undetermined" }
        : reached(moved(bestBeta, direction, 1), size, step, curve);
    // Where an old curve no longer serves, or never did, the next step takes a new one.
    if (gain > gainBefore / 10 || length < 1) curve = null;
    gainBefore = curve === null ? Number.POSITIVE_INFINITY : gain;
    // Far out the loss hardly bends, and a parabola through it would send us to the moon.
    length = Math.min(1, 5 / direction.reduce((most, each) => Math.max(most, Math.abs(each)), 0));
    beta = moved(bestBeta, direction, length);
  }
  return { kind: "undetermined" };
}

/** Whether the loss hardly bends along some column without penalty: that one has run away and would go on for ever. */
function isFlat(factor: Float64Array, penalties: Float64Array, all: number): boolean {
  const size = penalties.length + 1;
  return penalties.some((each, column) => each === 0 && (factor[column * size + column] ?? 0) ** 2 < 1e-9 * all);
}

function reached(beta: Float64Array, size: number, steps: number, hessian: Float64Array): RidgeCoefficients {
  return { kind: "fit", intercept: beta[size - 1] ?? 0, coefficients: beta.slice(0, size - 1), steps, hessian };
}

function wonShare(outcomes: Uint8Array, weights: Float64Array | undefined): { won: number; all: number } | null {
  let won = 0;
  let all = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const weight = weights ? (weights[row] ?? 0) : 1;
    all += weight;
    if (outcomes[row] === 1) won += weight;
  }
  return won > 0 && won < all ? { won, all } : null;
}

function moved(from: Float64Array, direction: Float64Array, length: number): Float64Array {
  return Float64Array.from(from, (each, index) => each + length * (direction[index] ?? 0));
}

function penalty(beta: Float64Array, penalties: Float64Array): number {
  return penalties.reduce((sum, each, column) => sum + 0.5 * each * (beta[column] ?? 0) ** 2, 0);
}

/** With the penalties along its diagonal. Only the lower half is kept, as it is all that is asked for. */
function penalisedHessian(hessian: Float64Array, penalties: Float64Array, size: number): Float64Array {
  const penalised = hessian.slice();
  for (let column = 0; column < penalties.length; column++) {
    const place = column * (size + 1);
    penalised[place] = (penalised[place] ?? 0) + (penalties[column] ?? 0);
  }
  return penalised;
}
