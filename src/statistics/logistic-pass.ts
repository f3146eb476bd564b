import type { SharedCells, SparseRows } from "./sparse-rows.ts";

type Told = {
  shared: SharedCells;
  /** 1 won, 0 lost; one a row. */
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
};

/** The log loss of all rows, and how it falls along each column, the intercept last. */
type Pass = { loss: number; gradient: Float64Array };

export function newPass(size: number): Pass {
  return { loss: 0, gradient: new Float64Array(size) };
}

/**
 * Loss and gradient of a logistic regression at `beta` (the intercept last), and how the loss bends (added to the lower half
 * of `hessian`), in one walk over the rows. What the rows of a run have in common is walked over once for all of them.
 */
export function passOver(told: Told, beta: Float64Array, pass: Pass, hessian: Float64Array | null): void {
  const { outcomes, weights } = told;
  const { begins, starts, at, values, own } = told.shared;
  const { columns, starts: ownStarts, at: ownAt, values: ownValues } = own;
  const { gradient } = pass;
  gradient.fill(0);
  const bends = hessian ? newBends(hessian, columns) : null;
  const intercept = beta[columns] ?? 0;
  let loss = 0;
  let gradientOfIntercept = 0;
  for (let run = 0; run < begins.length - 1; run++) {
    const begin = starts[run] ?? 0;
    const end = starts[run + 1] ?? 0;
    const to = begins[run + 1] ?? 0;
    let level = 0;
    let isSeen = false;
    let pull = 0;
    for (let row = begins[run] ?? 0; row < to; row++) {
      const weight = weights ? (weights[row] ?? 0) : 1;
      if (weight === 0) continue;
      if (!isSeen) {
        isSeen = true;
        level = intercept;
        for (let cell = begin; cell < end; cell++) level += (beta[at[cell] ?? 0] ?? 0) * (values[cell] ?? 0);
      }
      const ownBegin = ownStarts[row] ?? 0;
      const ownEnd = ownStarts[row + 1] ?? 0;
      let eta = level;
      for (let cell = ownBegin; cell < ownEnd; cell++) eta += (beta[ownAt[cell] ?? 0] ?? 0) * (ownValues[cell] ?? 0);
      // Of a large number only its own size is left; both forms say log(1 + e^η) without overflow.
      const small = Math.exp(-Math.abs(eta));
      const p = eta >= 0 ? 1 / (1 + small) : small / (1 + small);
      const y = outcomes[row] ?? 0;
      loss += weight * (Math.max(eta, 0) + Math.log1p(small) - y * eta);
      const residual = weight * (y - p);
      pull += residual;
      for (let cell = ownBegin; cell < ownEnd; cell++) {
        const column = ownAt[cell] ?? 0;
        gradient[column] = (gradient[column] ?? 0) + residual * (ownValues[cell] ?? 0);
      }
      if (bends) addOwn(bends, own, row, (weight * small) / ((1 + small) * (1 + small)));
    }
    if (!isSeen) continue;
    gradientOfIntercept += pull;
    for (let cell = begin; cell < end; cell++) {
      const column = at[cell] ?? 0;
      gradient[column] = (gradient[column] ?? 0) + pull * (values[cell] ?? 0);
    }
    if (bends) addShared(bends, at.subarray(begin, end), values.subarray(begin, end));
  }
  gradient[columns] = gradientOfIntercept;
  pass.loss = loss;
}

/** How the loss bends, and what a run's own cells came to so far: that of each column they have touched, and of the intercept. */
type Bends = { hessian: Float64Array; size: number; ofRun: number; ofColumn: Float64Array; touched: number[] };

function newBends(hessian: Float64Array, columns: number): Bends {
  return { hessian, size: columns + 1, ofRun: 0, ofColumn: new Float64Array(columns), touched: [] };
}

function addOwn(bends: Bends, { starts, at, values }: SparseRows, row: number, bend: number): void {
  const { hessian, size, ofColumn, touched } = bends;
  const begin = starts[row] ?? 0;
  const end = starts[row + 1] ?? 0;
  bends.ofRun += bend;
  for (let cell = begin; cell < end; cell++) {
    const column = at[cell] ?? 0;
    const bent = bend * (values[cell] ?? 0);
    const before = ofColumn[column] ?? 0;
    // One that came back to zero is named twice, and counted once all the same.
    if (before === 0) touched.push(column);
    ofColumn[column] = before + bent;
    const line = column * size;
    for (let other = begin; other <= cell; other++) {
      const place = line + (at[other] ?? 0);
      hessian[place] = (hessian[place] ?? 0) + bent * (values[other] ?? 0);
    }
  }
}

/** Ends a run: what its rows have in common, with itself, with what is theirs alone, and all of it with the intercept. */
function addShared(bends: Bends, at: SparseRows["at"], values: SparseRows["values"]): void {
  const { hessian, size, ofRun, ofColumn, touched } = bends;
  const last = (size - 1) * size;
  for (let cell = 0; cell < at.length; cell++) {
    const column = at[cell] ?? 0;
    const value = values[cell] ?? 0;
    const bent = ofRun * value;
    const line = column * size;
    hessian[last + column] = (hessian[last + column] ?? 0) + bent;
    for (let other = 0; other <= cell; other++) {
      const place = line + (at[other] ?? 0);
      hessian[place] = (hessian[place] ?? 0) + bent * (values[other] ?? 0);
    }
  }
  for (const column of touched) {
    const bent = ofColumn[column] ?? 0;
    // Counted already.
    if (bent === 0) continue;
    ofColumn[column] = 0;
    hessian[last + column] = (hessian[last + column] ?? 0) + bent;
    for (let cell = 0; cell < at.length; cell++) {
      const other = at[cell] ?? 0;
      const place = column > other ? column * size + other : other * size + column;
      hessian[place] = (hessian[place] ?? 0) + bent * (values[cell] ?? 0);
    }
  }
  hessian[last + size - 1] = (hessian[last + size - 1] ?? 0) + ofRun;
  touched.length = 0;
  bends.ofRun = 0;
}
