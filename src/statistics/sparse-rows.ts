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

/** Rows of which those of one run follow each other and have cells in common: these are kept once a run. */
export type SharedCells = {
  /** The first row of each run; one more than there are runs. */
  begins: Uint32Array;
  /** Where the cells that all rows of a run have begin in `at` and `values`; one more than there are runs. */
  starts: Uint32Array;
  at: Uint16Array;
  values: SparseRows["values"];
  /** What is left of each row. */
  own: SparseRows;
};

/**
 * The same rows, what neighbours of one group have in common kept once: looks at one deal differ in little.
 * Example: shareCells(sparseRows([[0, 2, 1], [3, 2, 1]]), Int32Array.of(5, 5)) // → values [2, 1] of both, own.values [3] of the second
 */
export function shareCells({ columns, starts, at, values }: SparseRows, groups: Int32Array): SharedCells {
  const begins: number[] = [];
  for (let row = 0; row < groups.length; row++) if (row === 0 || groups[row] !== groups[row - 1]) begins.push(row);
  begins.push(groups.length);
  const fate = new Uint8Array(at.length);
  const sharedStarts = new Uint32Array(begins.length);
  const ownStarts = new Uint32Array(starts.length);
  const times = new Uint32Array(columns);
  const said = new Float64Array(columns);
  let [sharedCells, ownCells] = [0, 0];
  for (let run = 0; run < begins.length - 1; run++) {
    const from = begins[run] ?? 0;
    const to = begins[run + 1] ?? 0;
    times.fill(0);
    for (let cell = starts[from] ?? 0; cell < (starts[to] ?? 0); cell++) {
      const column = at[cell] ?? 0;
      if (times[column] === 0) said[column] = values[cell] ?? 0;
      if (said[column] === values[cell]) times[column] = (times[column] ?? 0) + 1;
    }
    for (let row = from; row < to; row++) {
      for (let cell = starts[row] ?? 0; cell < (starts[row + 1] ?? 0); cell++) {
        if (times[at[cell] ?? 0] !== to - from) ownCells++;
        else {
          // Kept where the first row says it, and passed over in the others.
          fate[cell] = row === from ? kept : passedOver;
          if (row === from) sharedCells++;
        }
      }
      ownStarts[row + 1] = ownCells;
    }
    sharedStarts[run + 1] = sharedCells;
  }
  return {
    begins: Uint32Array.from(begins),
    starts: sharedStarts,
    ...takeCells({ at, values }, fate, { which: kept, count: sharedCells }),
    own: { columns, starts: ownStarts, ...takeCells({ at, values }, fate, { which: itsOwn, count: ownCells }) },
  };
}

const itsOwn = 0;
const kept = 1;
const passedOver = 2;

function takeCells(
  { at, values }: Pick<SparseRows, "at" | "values">,
  fate: Uint8Array,
  { which, count }: { which: number; count: number },
): Pick<SparseRows, "at" | "values"> {
  const takenAt = new Uint16Array(count);
  const takenValues = values instanceof Float32Array ? new Float32Array(count) : new Float64Array(count);
  let end = 0;
  for (let cell = 0; cell < fate.length; cell++) {
    if (fate[cell] !== which) continue;
    takenAt[end] = at[cell] ?? 0;
    takenValues[end++] = values[cell] ?? 0;
  }
  return { at: takenAt, values: takenValues };
}

/** Every row for itself, with nothing in common with others. */
export function alone(rows: SparseRows): SharedCells {
  const begins = new Uint32Array(rows.starts.length);
  for (let row = 0; row < begins.length; row++) begins[row] = row;
  return {
    begins,
    starts: new Uint32Array(begins.length),
    at: new Uint16Array(0),
    values: new Float64Array(0),
    own: rows,
  };
}
