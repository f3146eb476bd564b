/**
 * A table of numbers that are mostly zero, row after row: only what is not zero is kept. A deal has one source of six
 * and one stage of five, so a million looks at a hundred columns need a tenth of the room and of the time.
 */
export type SparseRows = {
  columns: number;
  /** Where each row begins in `at` and `values`; one more than there are rows. */
  starts: Uint32Array;
  /** Column of each kept value, rising within a row. */
  at: Uint16Array;
  values: Float64Array | Float32Array;
};

/**
 * Keeps what is not zero of a table written out in full.
 * Example: sparseRows([[0, 2], [3, 0]]).values // → Float64Array [2, 3]
 */
export function sparseRows(table: readonly (readonly number[])[]): SparseRows {
  const starts = new Uint32Array(table.length + 1);
  const at: number[] = [];
  const values: number[] = [];
  for (const [row, cells] of table.entries()) {
    for (const [column, value] of cells.entries())
      if (value !== 0) {
        at.push(column);
        values.push(value);
      }
    starts[row + 1] = at.length;
  }
  return { columns: table[0]?.length ?? 0, starts, at: Uint16Array.from(at), values: Float64Array.from(values) };
}

/**
 * The weighted sum of each row's values: what a linear model says of it, the intercept included.
 * Example: rowSums(sparseRows([[0, 2], [3, 0]]), 1, Float64Array.of(10, 100)) // → Float64Array [201, 31]
 */
export function rowSums(rows: SparseRows, intercept: number, coefficients: Float64Array): Float64Array {
  const { starts, at, values } = rows;
  const sums = new Float64Array(starts.length - 1);
  for (let row = 0; row < sums.length; row++) {
    let sum = intercept;
    const end = starts[row + 1] ?? 0;
    for (let cell = starts[row] ?? 0; cell < end; cell++)
      sum += (coefficients[at[cell] ?? 0] ?? 0) * (values[cell] ?? 0);
    sums[row] = sum;
  }
  return sums;
}

/**
 * Some of the rows, in the order asked for.
 * Example: takeRows(sparseRows([[0, 2], [3, 0]]), Uint32Array.of(1)).values → Float64Array [3]
 */
export function takeRows({ columns, starts, at, values }: SparseRows, which: Uint32Array): SparseRows {
  const takenStarts = new Uint32Array(which.length + 1);
  for (const [index, row] of which.entries())
    takenStarts[index + 1] = (takenStarts[index] ?? 0) + (starts[row + 1] ?? 0) - (starts[row] ?? 0);
  const cells = takenStarts[which.length] ?? 0;
  const takenAt = new Uint16Array(cells);
  const takenValues = values instanceof Float32Array ? new Float32Array(cells) : new Float64Array(cells);
  for (const [index, row] of which.entries()) {
    const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    takenAt.set(at.subarray(from, to), takenStarts[index]);
    takenValues.set(values.subarray(from, to), takenStarts[index]);
  }
  return { columns, starts: takenStarts, at: takenAt, values: takenValues };
}
