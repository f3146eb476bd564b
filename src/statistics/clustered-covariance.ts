import type { SparseRows } from "./sparse-rows.ts";

type Clustered = {
  rows: SparseRows;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
  clusters: Int32Array;
  /** The coefficients, the intercept last. */
  beta: Float64Array;
};

/**
 * Question: how sure are a logistic model's coefficients when several rows are looks at one deal?
 *
 * Formula: H⁻¹(M + Λ)H⁻¹, where M sums, over clusters, the outer product of each cluster's score Σ w(y − p)x, and Λ holds the
 * penalties. No correction for few clusters.
 *
 * Assumptions: clusters independent of each other, many of them; rows of one cluster stand together.
 * Units: those of the squared coefficients; row-major, the intercept last.
 * Failure values: none; where H has an inverse, this has a value.
 * Source: Liang & Zeger (1986), Longitudinal Data Analysis Using Generalized Linear Models, Biometrika 73.
 * Example: of clusters of one row each, with the model's own variance, it is H⁻¹.
 */
export function clusteredCovariance(
  problem: Clustered & { penalties: Float64Array /** H⁻¹. */; inverse: Float64Array },
): Float64Array {
  return sandwich(problem.inverse, clusteredScores(problem), problem.penalties, problem.beta.length);
}

/** Σ over clusters of score·scoreᵀ. Rows of one cluster must stand together. */
function clusteredScores({ rows, outcomes, weights, clusters, beta }: Clustered): Float64Array {
  const { starts, at, values, columns } = rows;
  const size = columns + 1;
  const meat = new Float64Array(size * size);
  const score = new Float64Array(size);
  const touched: number[] = [];
  const isTouched = new Uint8Array(size);
  const add = (column: number, amount: number) => {
    if (isTouched[column] === 0) {
      isTouched[column] = 1;
      touched.push(column);
    }
    score[column] = (score[column] ?? 0) + amount;
  };
  for (let row = 0; row < outcomes.length; row++) {
    const weight = weights ? (weights[row] ?? 0) : 1;
    const end = starts[row + 1] ?? 0;
    if (weight > 0) {
      let eta = beta[columns] ?? 0;
      for (let cell = starts[row] ?? 0; cell < end; cell++) eta += (beta[at[cell] ?? 0] ?? 0) * (values[cell] ?? 0);
      const residual = weight * ((outcomes[row] ?? 0) - 1 / (1 + Math.exp(-eta)));
      add(columns, residual);
      for (let cell = starts[row] ?? 0; cell < end; cell++) add(at[cell] ?? 0, residual * (values[cell] ?? 0));
    }
    if (row + 1 < outcomes.length && clusters[row + 1] === clusters[row]) continue;
    for (const one of touched)
      for (const other of touched) {
        const place = one * size + other;
        meat[place] = (meat[place] ?? 0) + (score[one] ?? 0) * (score[other] ?? 0);
      }
    for (const column of touched) {
      score[column] = 0;
      isTouched[column] = 0;
    }
    touched.length = 0;
  }
  return meat;
}

function sandwich(bread: Float64Array, meat: Float64Array, penalties: Float64Array, size: number): Float64Array {
  for (let column = 0; column < size - 1; column++) {
    const place = column * size + column;
    meat[place] = (meat[place] ?? 0) + (penalties[column] ?? 0);
  }
  return product(product(bread, meat, size), bread, size);
}

function product(one: Float64Array, other: Float64Array, size: number): Float64Array {
  const answer = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let k = 0; k < size; k++) {
      const factor = one[row * size + k] ?? 0;
      if (factor === 0) continue;
      for (let column = 0; column < size; column++) {
        const place = row * size + column;
        answer[place] = (answer[place] ?? 0) + factor * (other[k * size + column] ?? 0);
      }
    }
  return answer;
}
