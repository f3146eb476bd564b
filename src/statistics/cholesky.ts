/**
 * Factor of a symmetric positive definite matrix (row-major, size × size): the lower triangle L with L·Lᵀ = matrix,
 * written over it. Null where the matrix is not positive definite, so that there is no one answer.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., section 4.2.
 * Example: cholesky(Float64Array.of(4, 2, 2, 5), 2) // → Float64Array [2, 0, 1, 2]
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  for (let row = 0; row < size; row += 2) {
    const isPair = row + 1 < size;
    const one = row * size;
    const two = isPair ? one + size : one;
    for (let column = 0; column < row; column += 2) factorFour(matrix, size, { one, two, column });
    let ofOne = matrix[one + row] ?? 0;
    for (let k = 0; k < row; k++) ofOne -= (matrix[one + k] ?? 0) ** 2;
    // What rounding leaves of a zero is no curvature.
    if (!(ofOne > 1e-12 * Math.abs(matrix[one + row] ?? 0))) return null;
    ofOne = Math.sqrt(ofOne);
    matrix[one + row] = ofOne;
    if (!isPair) break;
    let across = matrix[two + row] ?? 0;
    let ofTwo = matrix[two + row + 1] ?? 0;
    for (let k = 0; k < row; k++) {
      const each = matrix[two + k] ?? 0;
      across -= each * (matrix[one + k] ?? 0);
      ofTwo -= each * each;
    }
    across /= ofOne;
    ofTwo -= across * across;
    if (!(ofTwo > 1e-12 * Math.abs(matrix[two + row + 1] ?? 0))) return null;
    matrix[two + row] = across;
    matrix[two + row + 1] = Math.sqrt(ofTwo);
  }
  for (let row = 0; row < size; row++) matrix.fill(0, row * size + row + 1, (row + 1) * size);
  return matrix;
}

/** Two rows at two columns: four sums that do not wait for each other, of numbers read once. Nearly all time is spent here. */
function factorFour(
  matrix: Float64Array,
  size: number,
  { one, two, column }: { one: number; two: number; column: number },
): void {
  const left = column * size;
  const right = left + size;
  let oneLeft = matrix[one + column] ?? 0;
  let oneRight = matrix[one + column + 1] ?? 0;
  let twoLeft = matrix[two + column] ?? 0;
  let twoRight = matrix[two + column + 1] ?? 0;
  for (let k = 0; k < column; k++) {
    const ofOne = matrix[one + k] ?? 0;
    const ofTwo = matrix[two + k] ?? 0;
    const ofLeft = matrix[left + k] ?? 0;
    const ofRight = matrix[right + k] ?? 0;
    oneLeft -= ofOne * ofLeft;
    oneRight -= ofOne * ofRight;
    twoLeft -= ofTwo * ofLeft;
    twoRight -= ofTwo * ofRight;
  }
  const corner = matrix[left + column] ?? 0;
  const beside = matrix[right + column] ?? 0;
  const opposite = matrix[right + column + 1] ?? 0;
  oneLeft /= corner;
  twoLeft /= corner;
  matrix[one + column] = oneLeft;
  matrix[one + column + 1] = (oneRight - oneLeft * beside) / opposite;
  // Of a last row that has no second, this says the same once more.
  matrix[two + column] = twoLeft;
  matrix[two + column + 1] = (twoRight - twoLeft * beside) / opposite;
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
