import { choosePenalty } from "../../../statistics/choose-penalty.ts";
import { ridgeCoefficients } from "../../../statistics/ridge-logistic.ts";
import { type SparseRows, takeRows } from "../../../statistics/sparse-rows.ts";
import { foldsOf } from "../../insights/odds/learning/rules.ts";
import type { ChosenRows, Lessons } from "./choose-rows.ts";
import { logOddsOfPoint, mostPoints, unknownAnswer, yesAnswer } from "./rules.ts";

const grid = [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];
const folds = 5;
/** A penalty says how large effects are to be expected, which some thousand deals tell as well as all of them. */
const rowsToChooseOn = 3_000;

/** A chosen row and what it does to the log-odds. */
export type WeighedRow = ChosenRows["rows"][number] & { logOdds: number };

/**
 * What chosen rows weigh: a ridge logistic regression of the outcome on all of them at once, its penalty chosen by deals
 * held out, its coefficients set right by how far they reach there.
 *
 * A column that says nothing of a deal enters beside them, without points of its own: whether a field is filled in
 * says more of how far a deal came than of the customer.
 */
export function weighRows(lessons: Lessons, among: Uint8Array, chosen: ChosenRows["rows"]): WeighedRow[] {
  if (chosen.length === 0) return [];
  const which = Uint32Array.from(among, (_, row) => row).filter((row) => among[row] === 1);
  const rows = rowsOf(lessons, which, chosen);
  const outcomes = Uint8Array.from(which, (row) => lessons.outcomes[row] ?? 0);
  const step = Math.max(1, which.length / rowsToChooseOn);
  const some = Uint32Array.from({ length: Math.floor(which.length / step) }, (_, place) => Math.floor(place * step));
  const together = Int32Array.from(some, (place) => lessons.together[which[place] ?? 0] ?? 0);
  const sample = { rows: takeRows(rows, some), outcomes: Uint8Array.from(some, (place) => outcomes[place] ?? 0) };
  const penalty = choosePenalty({
    ...sample,
    folds: foldsOf({ together, outcomes: sample.outcomes }, folds, 0),
    columnGroups: new Uint8Array(rows.columns),
    grid,
  });
  if (penalty.kind !== "chosen") return [];
  const held = penalty.penalties[0] ?? 0;
  const fit = ridgeCoefficients({
    rows,
    outcomes,
    penalties: new Float64Array(rows.columns).fill(held),
    tolerance: 1e-9,
  });
  if (fit.kind !== "fit") return [];
  const slope = Math.max(0, penalty.calibration.slope);
  return chosen.map((row, place) => ({ ...row, logOdds: slope * (fit.coefficients[place] ?? 0) }));
}

/**
 * In points: `reach` is how far weights proved to reach on deals that had no part in choosing them. Rows that round to
 * nothing go.
 */
export function inPoints<Row extends WeighedRow>(rows: readonly Row[], reach: number): (Row & { points: number })[] {
  return rows
    .map((row) => ({ ...row, points: atMost(Math.round((reach * row.logOdds) / logOddsOfPoint)) }))
    .filter(({ points }) => points !== 0);
}

const atMost = (points: number) => Math.max(-mostPoints, Math.min(mostPoints, points));

/** One column a row of the scorecard, and behind them one for each heading that says nothing of some deals. */
function rowsOf({ candidates }: Lessons, which: Uint32Array, chosen: ChosenRows["rows"]): SparseRows {
  const asked = chosen.flatMap(({ candidate }) => candidates[candidate] ?? []);
  const silent = [...new Map(asked.map((each) => [each.is.heading, each.answers])).values()].filter((answers) =>
    which.some((row) => answers[row] === unknownAnswer),
  );
  const columns = asked.length + silent.length;
  const starts = new Uint32Array(which.length + 1);
  const at = new Uint16Array(which.length * columns);
  let end = 0;
  for (const [place, row] of which.entries()) {
    for (const [column, { answers }] of asked.entries()) if (answers[row] === yesAnswer) at[end++] = column;
    for (const [column, answers] of silent.entries())
      if (answers[row] === unknownAnswer) at[end++] = asked.length + column;
    starts[place + 1] = end;
  }
  return { columns, starts, at: at.slice(0, end), values: new Float32Array(end).fill(1) };
}
