import { choosePenalty, spreadPenalties } from "../../../../statistics/choose-penalty.ts";
import { groupedFolds } from "../../../../statistics/grouped-folds.ts";
import { plattCalibration } from "../../../../statistics/platt-calibration.ts";
import {
  type RidgeCoefficients,
  type RidgeLogistic,
  ridgeCoefficients,
  ridgeLogistic,
} from "../../../../statistics/ridge-logistic.ts";
import { rowSums, type SparseRows, shareCells, takeRows } from "../../../../statistics/sparse-rows.ts";
import type { OddsQuality } from "../contract.ts";
import { averageQuality, judgeOdds } from "../quality/rules.ts";

/** Rows to learn from, as numbers. */
export type Lessons = {
  rows: SparseRows;
  outcomes: Uint8Array;
  /** Summing to the number of deals. */
  weights: Float64Array;
  /** Rows of one deal stand together. */
  deals: Int32Array;
  /** Rows held out together: of one deal, or of deals that look the same. */
  together: Int32Array;
  /** The group of each column, from 0. */
  columnGroups: Uint8Array;
  /** Multiplies the penalty of each column, so that it acts on what a column usually moves and not on its unit. */
  factors: Float64Array;
};

export type Watching = {
  throwIfCancelled?: (() => void) | undefined;
  /** A share of the work, from 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
  /** How many times at most all deals are divided anew to judge the odds. */
  repeats?: number | undefined;
};

export type Learnt = {
  fit: Extract<RidgeLogistic, { kind: "fit" }>;
  penalties: number[];
  calibration: Line;
  quality: OddsQuality;
};

type Line = { intercept: number; slope: number };

const folds = 5;
const grid = [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 4_096];
/** A penalty says how large effects are to be expected, which some thousand deals tell as well as all of them. */
const dealsToChooseOn = 3_000;
const dealsToJudgeOn = 20_000;
/** Below this many cells the penalty is chosen anew for every held-out fold, so that quality owes nothing to the choice. */
const cellsToChooseAnew = 15_000;

/** Chooses penalties, fits, calibrates and judges on deals not seen. Null where one outcome is too rare to hold some out. */
export function learn(lessons: Lessons, { throwIfCancelled, onProgress, repeats }: Watching): Learnt | null {
  const sample = someDeals(lessons, dealsToChooseOn);
  const chosen = choosePenalty({
    ...sample,
    clusters: sample.deals,
    folds: foldsOf(sample, folds, 0),
    grid,
    throwIfCancelled,
  });
  if (chosen.kind !== "chosen") return null;
  onProgress?.(0.4);
  const penalties = spreadPenalties(chosen.penalties, lessons.columnGroups, lessons.factors);
  const shared = shareCells(lessons.rows, lessons.deals);
  const found = ridgeCoefficients({ ...lessons, shared, penalties, tolerance: 1e-7, throwIfCancelled });
  if (found.kind !== "fit") return null;
  onProgress?.(0.6);
  const judged = judge(lessons, chosen.penalties, found, {
    throwIfCancelled,
    repeats,
    onProgress: (share) => onProgress?.(0.6 + 0.3 * share),
  });
  if (judged === null) return null;
  const fit = ridgeLogistic({
    ...lessons,
    shared,
    penalties,
    clusters: lessons.deals,
    throwIfCancelled,
    start: found,
    tolerance: 1e-9,
  });
  onProgress?.(1);
  return fit.kind === "fit" ? { fit, penalties: chosen.penalties, ...judged } : null;
}

/** Out-of-fold odds, several times over where deals are few. */
function judge(
  lessons: Lessons,
  penalties: readonly number[],
  whole: Extract<RidgeCoefficients, { kind: "fit" }>,
  { throwIfCancelled, onProgress, repeats: most = 10 }: Watching,
): { quality: OddsQuality; calibration: Line } | null {
  const sample = someDeals(lessons, dealsToJudgeOn);
  const cells = sample.rows.at.length;
  const anew = cells <= cellsToChooseAnew;
  const repeats = Math.max(1, Math.min(most, Math.floor(2_000_000 / cells)));
  const start = anew ? undefined : { ...whole, hessian: timesEach(whole.hessian, shareLearnt(sample, lessons)) };
  const shared = shareCells(sample.rows, sample.deals);
  const qualities: Omit<OddsQuality, "repeats">[] = [];
  const lines: Line[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const fold = foldsOf(sample, folds, repeat + 1);
    const said = new Float64Array(fold.length);
    const raw = new Float64Array(fold.length);
    for (let held = 0; held < folds; held++) {
      const weights = sample.weights.map((weight, row) => (fold[row] === held ? 0 : weight));
      const inner = anew ? chooseWithin(sample, weights, repeat * folds + held, throwIfCancelled) : null;
      if (anew && inner === null) return null;
      const fit = ridgeCoefficients({
        ...sample,
        shared,
        weights,
        penalties: spreadPenalties(inner?.penalties ?? penalties, sample.columnGroups, sample.factors),
        // Where a fit begins settles how soon its answer is reached, never which it is.
        start,
        tolerance: 1e-7,
        throwIfCancelled,
      });
      if (fit.kind !== "fit") return null;
      const sums = rowSums(sample.rows, fit.intercept, fit.coefficients);
      for (let row = 0; row < fold.length; row++) if (fold[row] === held) raw[row] = sums[row] ?? 0;
      if (inner) tell(inner.calibration, sample, { fold, held, raw, said });
    }
    if (!anew) calibrateAcross(sample, fold, raw, said);
    lines.push(lineOf(raw, sample.outcomes, sample.weights));
    const quality = judgeOdds({ ...sample, logOdds: said });
    if (quality === null) return null;
    qualities.push(quality);
    onProgress?.((repeat + 1) / repeats);
  }
  const quality = averageQuality(qualities);
  const mean = (read: (line: Line) => number) => lines.reduce((sum, line) => sum + read(line), 0) / lines.length;
  const calibration = { intercept: mean(({ intercept }) => intercept), slope: mean(({ slope }) => slope) };
  return quality === null ? null : { quality, calibration };
}

/** The share of all deals that one fold's lessons are made of. */
function shareLearnt(sample: Lessons, all: Lessons): number {
  const sum = ({ weights }: Lessons) => weights.reduce((total, weight) => total + weight, 0);
  return ((1 - 1 / folds) * sum(sample)) / sum(all);
}

const timesEach = (matrix: Float64Array, factor: number) => matrix.map((each) => each * factor);

function chooseWithin(
  sample: Lessons,
  weights: Float64Array,
  round: number,
  throwIfCancelled: (() => void) | undefined,
) {
  const seen = Uint32Array.from(weights, (_, row) => row).filter((row) => (weights[row] ?? 0) > 0);
  const training = takeLessons(sample, seen);
  const inner = foldsOf(training, folds, 1_000 + round);
  const chosen = choosePenalty({ ...training, clusters: training.deals, folds: inner, grid, throwIfCancelled });
  return chosen.kind === "chosen" ? chosen : null;
}

/** Each fold is calibrated by what the others showed. */
function calibrateAcross(sample: Lessons, fold: Uint8Array, raw: Float64Array, said: Float64Array): void {
  for (let held = 0; held < folds; held++) {
    const others = sample.weights.map((weight, row) => (fold[row] === held ? 0 : weight));
    tell(lineOf(raw, sample.outcomes, others), sample, { fold, held, raw, said });
  }
}

function tell(
  { intercept, slope }: Line,
  { outcomes, weights }: Lessons,
  { fold, held, raw, said }: { fold: Uint8Array; held: number; raw: Float64Array; said: Float64Array },
): void {
  // A model that says nothing says the same of every fold: else a fold that won less would be told to win more.
  const level = slope === 0 ? overall(outcomes, weights) : intercept;
  for (let row = 0; row < fold.length; row++) if (fold[row] === held) said[row] = level + slope * (raw[row] ?? 0);
}

function lineOf(scores: Float64Array, outcomes: Uint8Array, weights: Float64Array): Line {
  const found = plattCalibration({ scores, outcomes, weights });
  // No better than chance on deals not seen: every deal gets the overall share.
  return found.kind === "calibration" && found.slope > 0
    ? { intercept: found.intercept, slope: found.slope }
    : { intercept: overall(outcomes, weights), slope: 0 };
}

/** The log-odds of the overall share won. */
function overall(outcomes: Uint8Array, weights: Float64Array): number {
  let won = 0;
  let all = 0;
  for (let row = 0; row < weights.length; row++) {
    all += weights[row] ?? 0;
    won += (weights[row] ?? 0) * (outcomes[row] ?? 0);
  }
  return Math.log(won / (all - won));
}

export function foldsOf({ together, outcomes }: Pick<Lessons, "together" | "outcomes">, count: number, turn: number) {
  const present = [...new Set(together)];
  return groupedFolds({ groups: together, outcomes, folds: count, order: shuffled(present, turn) });
}

/** The deals first in a fixed shuffle, with all their rows. */
function someDeals(lessons: Lessons, most: number): Lessons {
  const present = [...new Set(lessons.deals)];
  if (present.length <= most) return lessons;
  const taken = new Set(shuffled(present, 77).slice(0, most));
  const which = Uint32Array.from(lessons.deals, (_, row) => row).filter((row) => taken.has(lessons.deals[row] ?? -1));
  return takeLessons(lessons, which);
}

export function takeLessons(lessons: Lessons, which: Uint32Array): Lessons {
  return {
    ...lessons,
    rows: takeRows(lessons.rows, which),
    outcomes: Uint8Array.from(which, (row) => lessons.outcomes[row] ?? 0),
    weights: Float64Array.from(which, (row) => lessons.weights[row] ?? 0),
    deals: Int32Array.from(which, (row) => lessons.deals[row] ?? 0),
    together: Int32Array.from(which, (row) => lessons.together[row] ?? 0),
  };
}

/** Always the same shuffle for the same turn: by a hash of each number. */
function shuffled(numbers: readonly number[], turn: number): number[] {
  const lots = new Map(numbers.map((each) => [each, hash(hash(turn + 1) ^ each)]));
  return [...numbers].sort((one, other) => (lots.get(one) ?? 0) - (lots.get(other) ?? 0) || one - other);
}

/** The finaliser of MurmurHash3: near numbers get far ones. */
function hash(number: number): number {
  let mixed = number | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
