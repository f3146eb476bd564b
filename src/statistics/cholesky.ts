/**
 * Factor of a symmetric positive definite matrix (row-major, size × size): the lower triangle L with L·Lᵀ = matrix,
 * written over it. Null where the matrix is not positive definite, so that there is no one answer.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., section 4.2.
 * Example: cholesky(Float64Array.of(4, 2, 2, 5), 2) // → Float64Array [2, 0, 1, 2]
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k++) sum -= (matrix[row * size + k] ?? 0) * (matrix[column * size + k] ?? 0);
      if (row > column) matrix[row * size + column] = sum / (matrix[column * size + column] ?? 0);
      else {
        // What rounding leaves of a zero is no curvature.
        if (!(sum > 1e-12 * Math.abs(matrix[row * size + row] ?? 0))) return null;
        matrix[row * size + row] = Math.sqrt(sum);
      }
    }
    for (let column = row + 1; column < size; column++) matrix[row * size + column] = 0;
  }
  return matrix;
}

/**
 * Solves L·Lᵀ·x = right for the factor `cholesky` gave.
 * Example: solveCholesky(Float64Array.of(2, 0, 1, 2), 2, Float64Array.of(8, 9)) // → Float64Array [1.375, 1.25]
 */
export function solveCholesky(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = x[row] ?? 0;
    for (let k = 0; k < row; k++) sum -= (factor[row * size + k] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (factor[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = x[row] ?? 0;
    for (let k = row + 1; k < size; k++) sum -= (factor[k * size + row] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (factor[row * size + row] ?? 1);
  }
  return x;
}

/**
 * The inverse of the matrix whose factor `cholesky` gave, in full.
 * Example: invertCholesky(Float64Array.of(2, 0, 0, 4), 2) // → Float64Array [0.25, 0, 0, 0.0625]
 */
export function invertCholesky(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    unit.fill(0);
    unit[column] = 1;
    inverse.set(solveCholesky(factor, size, unit), column * size);
  }
  return inverse;
}
