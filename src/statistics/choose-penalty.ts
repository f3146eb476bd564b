import { type NoVariation, noVariation } from "./no-variation.ts";
import { plattCalibration } from "./platt-calibration.ts";
import { ridgeCoefficients } from "./ridge-logistic.ts";
import { alone, rowSums, type SharedCells, type SparseRows, shareCells, takeRows } from "./sparse-rows.ts";

export type ChosenPenalty =
  | {
      kind: "chosen";
      /** One a group of columns. */
      penalties: number[];
      /** Mean log loss of held-out rows after calibration, in nats. */
      logLoss: number;
      /** Turns out-of-fold log-odds into right ones: intercept + slope × log-odds. Slope 0: they say nothing. */
      calibration: { intercept: number; slope: number };
      /** What each row's log-odds were said to be by the model that had not seen it. */
      outOfFold: Float64Array;
      /** How many combinations were tried. */
      tried: number;
    }
  | NoVariation;

export type PenaltyQuestion = {
  rows: SparseRows;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
  /** The fold of each row, from 0: see `groupedFolds`. */
  folds: Uint8Array;
  /** Rows with the same number that follow each other are much alike (looks at one deal): this saves time, no more. */
  clusters?: Int32Array | undefined;
  /** The group of each column, from 0: each group has a penalty of its own. */
  columnGroups: Uint8Array;
  /** Penalties to choose from, rising. */
  grid: readonly number[];
  /** Multiplies its group's penalty, one a column. One each where absent. */
  factors?: Float64Array | undefined;
  throwIfCancelled?: (() => void) | undefined;
};

/**
 * Question: How much must coefficients be held back so that the model is right about deals it has not seen?
 *
 * Formula: Cross-validated log loss. First one penalty for all groups of columns, from the heaviest to the lightest of the
 * grid; then each group moves along the grid by itself while that betters the loss, the groups in turn, three times at
 * most. Of equal losses the heavier penalty wins. A group of facts that do nothing so gets a heavy penalty of its own and
 * costs the others nothing. Last, all of them are doubled together while that betters the loss after calibration
 * (`plattCalibration` of the out-of-fold log-odds, its slope not below zero): a penalty then settles which facts count
 * beside which others, and the calibration how far all of them together may reach.
 *
 * Assumptions: that rows of different folds are independent: all rows of one deal must lie in one fold.
 * Units: Penalties as in `ridgeLogistic`; log loss in nats a row.
 * Failure values: `no-variation` where some fold's remaining rows all ended alike.
 * Source: Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., sections 7.10 and 18.4.
 * Example: choosePenalty({ rows: sparseRows([[1], [0], [1], [0]]), outcomes: Uint8Array.of(1, 1, 1, 1), folds: Uint8Array.of(0, 0, 1, 1),
 *   columnGroups: Uint8Array.of(0), grid: [1, 10] }) // → { kind: "no-variation" }
 */
export function choosePenalty(question: PenaltyQuestion): ChosenPenalty {
  const { grid, columnGroups } = question;
  const parts = divide(question);
  const groups = columnGroups.reduce((most, group) => Math.max(most, group + 1), 1);
  const known = new Map<string, Tried>();
  const at = (places: readonly number[], from: Tried | null): Tried | null => {
    const key = places.join();
    const before = known.get(key);
    if (before) return before;
    const penalties = places.map((place) => grid[place] ?? 0);
    const tried = tryOut(question, parts, penalties, places, from);
    if (tried) known.set(key, tried);
    return tried;
  };

  let best: Tried | null = null;
  let path: Tried | null = null;
  for (let place = grid.length - 1; place >= 0; place--) {
    const alike: number[] = Array.from({ length: groups }, () => place);
    path = at(alike, path);
    if (path === null) return noVariation;
    if (best === null || isBetter(path, best)) best = path;
    // The loss has one valley; two steps up its far side are enough to know it was crossed.
    else if (place + 2 <= (best.places[0] ?? 0)) break;
  }
  if (best === null) return noVariation;

  for (let round = 0; round < 3 && groups > 1; round++) {
    const before: Tried = best;
    for (let group = 0; group < groups; group++)
      for (const direction of [1, -1]) {
        const start: Tried = best;
        for (let step = 1; ; step++) {
          const places: number[] = start.places.map((place, index) => place + (index === group ? direction * step : 0));
          const moved = places[group] ?? 0;
          if (moved < 0 || moved >= grid.length) break;
          const tried: Tried | null = at(places, best);
          if (tried === null || !isBetter(tried, best)) break;
          best = tried;
        }
      }
    if (best === before) break;
  }

  let calibrated: Calibrated = calibrate(question, best);
  let doubled: Tried = best;
  for (let doublings = 1; doublings <= mostDoublings; doublings++) {
    const penalties: number[] = doubled.penalties.map((penalty) => 2 * penalty);
    const next = tryOut(question, parts, penalties, doubled.places, doubled);
    if (next === null) break;
    doubled = next;
    const tried = calibrate(question, doubled);
    if (tried.logLoss < calibrated.logLoss - 1e-7) calibrated = tried;
  }
  const { penalties, logLoss, calibration, outOfFold } = calibrated;
  return { kind: "chosen", penalties, logLoss, calibration, outOfFold, tried: known.size + mostDoublings };
}

/** One penalty a column, from one a group. */
export function spreadPenalties(
  penalties: readonly number[],
  columnGroups: Uint8Array,
  factors?: Float64Array | undefined,
): Float64Array {
  return Float64Array.from(
    columnGroups,
    (group, column) => (penalties[group] ?? 0) * (factors ? (factors[column] ?? 1) : 1),
  );
}

type Tried = {
  penalties: number[];
  /** Where on the grid each group stands. */
  places: readonly number[];
  logLoss: number;
  outOfFold: Float64Array;
  fits: { intercept: number; coefficients: Float64Array; hessian: Float64Array }[];
};

const mostDoublings = 3;

function isBetter(one: Tried, other: Tried): boolean {
  return one.logLoss < other.logLoss - 1e-7;
}

/** What stays the same however coefficients are held back. */
type Parts = {
  shared: SharedCells;
  folds: { training: Float64Array; held: Uint32Array; heldRows: SparseRows }[];
};

function divide({ rows, outcomes, weights, folds, clusters }: PenaltyQuestion): Parts {
  const count = folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const places = Uint32Array.from(folds, (_, row) => row);
  return {
    shared: clusters ? shareCells(rows, clusters) : alone(rows),
    folds: Array.from({ length: count }, (_, fold) => {
      const held = places.filter((row) => folds[row] === fold);
      const training = weights ? weights.slice() : new Float64Array(outcomes.length).fill(1);
      for (const row of held) training[row] = 0;
      return { training, held, heldRows: takeRows(rows, held) };
    }),
  };
}

function tryOut(
  question: PenaltyQuestion,
  { shared, folds }: Parts,
  groupPenalties: number[],
  places: readonly number[],
  from: Tried | null,
): Tried | null {
  const { rows, outcomes, weights, columnGroups, factors, throwIfCancelled } = question;
  const penalties = spreadPenalties(groupPenalties, columnGroups, factors);
  const outOfFold = new Float64Array(outcomes.length);
  const fits: Tried["fits"] = [];
  for (const [fold, { training, held, heldRows }] of folds.entries()) {
    const start = from?.fits[fold];
    const problem = { rows, shared, outcomes, weights: training, penalties };
    const found = ridgeCoefficients({ ...problem, start, tolerance: 1e-6, throwIfCancelled });
    if (found.kind !== "fit") return null;
    fits.push(found);
    const etas = rowSums(heldRows, found.intercept, found.coefficients);
    for (let place = 0; place < held.length; place++) outOfFold[held[place] ?? 0] = etas[place] ?? 0;
  }
  const logLoss = lossOf(outOfFold, { intercept: 0, slope: 1 }, outcomes, weights);
  return { penalties: groupPenalties, places, logLoss, outOfFold, fits };
}

type Calibrated = Omit<Extract<ChosenPenalty, { kind: "chosen" }>, "kind" | "tried">;

function calibrate({ outcomes, weights }: PenaltyQuestion, { penalties, outOfFold }: Tried): Calibrated {
  const found = plattCalibration({ scores: outOfFold, outcomes, weights });
  const calibration =
    found.kind === "calibration" && found.slope > 0
      ? { intercept: found.intercept, slope: found.slope }
      : // Worse than chance: the honest answer is the overall share for every deal.
        { intercept: overallLogOdds(outcomes, weights), slope: 0 };
  return { penalties, outOfFold, calibration, logLoss: lossOf(outOfFold, calibration, outcomes, weights) };
}

function overallLogOdds(outcomes: Uint8Array, weights: Float64Array | undefined): number {
  let won = 0;
  let all = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const weight = weights ? (weights[row] ?? 0) : 1;
    all += weight;
    won += weight * (outcomes[row] ?? 0);
  }
  return Math.log(won / (all - won));
}

function lossOf(
  scores: Float64Array,
  { intercept, slope }: { intercept: number; slope: number },
  outcomes: Uint8Array,
  weights: Float64Array | undefined,
): number {
  let loss = 0;
  let all = 0;
  for (let row = 0; row < scores.length; row++) {
    const eta = intercept + slope * (scores[row] ?? 0);
    const weight = weights ? (weights[row] ?? 0) : 1;
    loss += weight * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - (outcomes[row] ?? 0) * eta);
    all += weight;
  }
  return loss / all;
}
