import { answersIn, answerTo, type OddsQuestion, type OddsTable, placeOf, questionsOf } from "./columns/rules.ts";
import type { DealOdds, NotedColumn, OddsFit, OddsGroup, OddsModel, OddsRow, OddsTerm } from "./contract.ts";
import { findDuplicates } from "./duplicates/rules.ts";
import { dealOutcomes, suspectLeaks, suspectTogether, uselessColumns } from "./leaks/rules.ts";
import { foldsOf, type Lessons, learn, takeLessons, type Watching } from "./learning/rules.ts";

export type OddsSettings = Watching & {
  /** Won deals needed, and as many lost ones. */
  needed?: number | undefined;
  /** Suspected leaks a person has said are known beforehand. */
  allow?: readonly string[] | undefined;
  /** Whether rows that are the same in everything may be copies: not where they carry an id or a date. */
  mayHoldCopies?: boolean | undefined;
};

const defaultNeeded = 100;
const groups: readonly OddsGroup[] = ["attribute", "deal", "stage", "sign", "sign-by-stage"];

/** The odds of winning, learnt from closed deals; or why nothing can be said. */
export function fitOdds(table: OddsTable, settings: OddsSettings = {}): OddsFit {
  const together: NotedColumn[] = [];
  for (;;) {
    const { fit, suspect } = fitWithout(table, settings, together);
    if (suspect === null) return fit;
    together.push(suspect);
  }
}

/** The odds without columns that were found to say too much beside others, and the next one that does. */
function fitWithout(
  table: OddsTable,
  settings: OddsSettings,
  together: readonly NotedColumn[],
): { fit: OddsFit; suspect: NotedColumn | null } {
  const alone = (fit: OddsFit) => ({ fit, suspect: null });
  const { needed = defaultNeeded, allow = [], mayHoldCopies = false, throwIfCancelled, onProgress, repeats } = settings;
  const rows = table.deals.length;
  const copies = mayHoldCopies ? findDuplicates(table) : null;
  const duplicates = copies?.copies ?? 0;
  const kept = Uint32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => copies === null || copies.firstOf[row] === row,
  );
  const alike = copies?.alike ?? table.deals;
  const { won, lost } = outcomesOf(table, kept);
  if (won + lost > 0 && (won === 0 || lost === 0))
    return alone({ kind: "no-variation", of: "outcomes", suspectedLeaks: [], duplicates });
  const folds = foldsOf({ together: alike, outcomes: table.outcomes }, 5, 500);
  const byThemselves = won + lost === 0 ? [] : suspectLeaks(table, folds, throwIfCancelled);
  const suspectedLeaks = [...byThemselves.filter(({ column }) => !allow.includes(column)), ...together];
  throwIfCancelled?.();
  if (won < needed || lost < needed) return alone({ kind: "too-few", won, lost, needed, suspectedLeaks, duplicates });

  const leftOut = uselessColumns(table).filter(({ column }) => !suspectedLeaks.some((leak) => leak.column === column));
  const unused = new Set([...suspectedLeaks, ...leftOut].map(({ column }) => column));
  const columns = table.columns.filter(({ name }) => !unused.has(name));
  const questions = questionsOf(table, columns);
  const noColumns = alone({ kind: "no-variation", of: "columns", suspectedLeaks, duplicates });
  if (questions.length === 0) return noColumns;
  onProgress?.(0.05);

  const lessons = lessonsOf(table, answersIn(table, columns, questions), questions, kept, alike);
  const learnt = learn(lessons, {
    throwIfCancelled,
    repeats,
    onProgress: (share) => onProgress?.(0.05 + 0.95 * share),
  });
  if (learnt === null) return noColumns;
  const { fit, calibration, quality } = learnt;
  const present = groups.filter((group) => questions.some((question) => question.group === group));
  // Where somebody said that a column which settles it was known beforehand, odds that are too good are no wonder.
  const isNoWonder = byThemselves.some(({ column }) => allow.includes(column));
  const mayBeLeft = ({ group, column }: OddsQuestion) => isOfCrm(group) && !allow.includes(column);
  const suspect = isNoWonder
    ? null
    : suspectTogether(quality.auc, relianceOn(questions, fit.coefficients, lessons.factors, mayBeLeft));
  const model: OddsModel = {
    kind: "model",
    won,
    lost,
    stage: columns.some(({ name }) => name === table.stage) ? (table.stage ?? null) : null,
    intercept: fit.intercept,
    terms: withMeans(table, lessons, kept, questions, fit.coefficients),
    penalties: present.map((group, index) => ({ group, penalty: learnt.penalties[index] ?? 0 })),
    covariance: lowerTriangle(fit.covariance, questions.length + 1),
    calibration,
    quality,
    suspectedLeaks,
    leftOut,
    duplicates,
  };
  return { fit: model, suspect };
}

const isOfCrm = (group: OddsGroup) => group === "attribute" || group === "deal";

/** How far each column moves the odds: its terms' coefficients, each times its standard deviation. */
function relianceOn(
  questions: readonly OddsQuestion[],
  coefficients: Float64Array,
  factors: Float64Array,
  counts: (question: OddsQuestion) => boolean,
): Map<string, number> {
  const reliance = new Map<string, number>();
  for (const [term, question] of questions.entries()) {
    if (!counts(question)) continue;
    const moves = (Math.abs(coefficients[term] ?? 0) * Math.sqrt(factors[term] ?? 0)) / 2;
    reliance.set(question.column, (reliance.get(question.column) ?? 0) + moves);
  }
  return reliance;
}

function outcomesOf(table: OddsTable, kept: Uint32Array): { won: number; lost: number } {
  return dealOutcomes({
    deals: Int32Array.from(kept, (row) => table.deals[row] ?? 0),
    outcomes: Uint8Array.from(kept, (row) => table.outcomes[row] ?? 0),
    columns: [],
  });
}

function lessonsOf(
  table: OddsTable,
  rows: Lessons["rows"],
  questions: readonly OddsQuestion[],
  kept: Uint32Array,
  together: Int32Array,
): Lessons {
  const present = groups.filter((group) => questions.some((question) => question.group === group));
  const all = {
    rows,
    outcomes: table.outcomes,
    weights: table.weights ?? new Float64Array(table.deals.length).fill(1),
    deals: table.deals,
    together,
    columnGroups: Uint8Array.from(questions, ({ group }) => present.indexOf(group)),
    factors: new Float64Array(questions.length),
  };
  const lessons = kept.length === table.deals.length ? all : takeLessons(all, kept);
  const sum = lessons.weights.reduce((total, weight) => total + weight, 0);
  const deals = new Set(lessons.deals).size;
  // One outcome a deal is all there is to learn, however often it was looked at.
  const weights = lessons.weights.map((weight) => (weight * deals) / sum);
  return { ...lessons, weights, factors: factorsOf(lessons.rows, weights, deals) };
}

/**
 * Four times each column's variance: a penalty of λ then expects the same of every column whose value moves by two of its
 * standard deviations, which for an even yes or no is the whole way from one to the other.
 */
function factorsOf({ columns, starts, at, values }: Lessons["rows"], weights: Float64Array, all: number): Float64Array {
  const sums = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let row = 0; row < weights.length; row++)
    for (let cell = starts[row] ?? 0; cell < (starts[row + 1] ?? 0); cell++) {
      const column = at[cell] ?? 0;
      const value = values[cell] ?? 0;
      sums[column] = (sums[column] ?? 0) + (weights[row] ?? 0) * value;
      squares[column] = (squares[column] ?? 0) + (weights[row] ?? 0) * value * value;
    }
  // A column that hardly ever differs must not be free to say anything.
  return sums.map((sum, column) => 4 * Math.max(1 / all, (squares[column] ?? 0) / all - (sum / all) ** 2));
}

function withMeans(
  table: OddsTable,
  { rows, weights }: Lessons,
  kept: Uint32Array,
  questions: readonly OddsQuestion[],
  coefficients: Float64Array,
): OddsTerm[] {
  const stage = table.columns.find(({ name }) => name === table.stage);
  const stages = stage?.kind === "category" ? stage.levels : [];
  const lines = stages.length + 1;
  const sums = new Float64Array(questions.length * lines);
  const totals = new Float64Array(lines);
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] ?? 0;
    const level = stage?.kind === "category" ? (stage.codes[placeOf(stage, table, kept[row] ?? 0)] ?? -1) : -1;
    const places = level < 0 ? [stages.length] : [level, stages.length];
    for (const place of places) totals[place] = (totals[place] ?? 0) + weight;
    for (let cell = rows.starts[row] ?? 0; cell < (rows.starts[row + 1] ?? 0); cell++)
      for (const place of places) {
        const at = (rows.at[cell] ?? 0) * lines + place;
        sums[at] = (sums[at] ?? 0) + weight * (rows.values[cell] ?? 0);
      }
  }
  const mean = (term: number, place: number) => (sums[term * lines + place] ?? 0) / (totals[place] ?? 1);
  return questions.map((question, term) => ({
    ...question,
    coefficient: coefficients[term] ?? 0,
    mean: mean(term, stages.length),
    meanByStage: Object.fromEntries(
      stages.flatMap((name, place) => ((totals[place] ?? 0) > 0 ? [[name, mean(term, place)]] : [])),
    ),
  }));
}

function lowerTriangle(matrix: Float64Array, size: number): number[] {
  const kept: number[] = [];
  for (let row = 0; row < size; row++)
    // Six digits are more than an interval needs, and a stored model stays small.
    for (let column = 0; column <= row; column++) kept.push(Number((matrix[row * size + column] ?? 0).toPrecision(6)));
  return kept;
}

/** The odds of one deal as it stands, how sure they are (95 %), and what moves them. */
export function oddsOf(model: OddsModel, row: OddsRow): DealOdds {
  const { terms, calibration } = model;
  const said = model.stage === null ? null : (row[model.stage] ?? null);
  const stage = typeof said === "string" ? said : null;
  const answers = Float64Array.from(terms, (term) => answerTo(term, row, stage));
  const chance = (sum: number) => 1 / (1 + Math.exp(-(calibration.intercept + calibration.slope * sum)));

  let sum = model.intercept;
  let average = model.intercept;
  const moves = new Map<string, number>();
  for (const [index, term] of terms.entries()) {
    sum += term.coefficient * (answers[index] ?? 0);
    average += term.coefficient * term.mean;
    if (term.column === model.stage) continue;
    // A sign is held against deals in the same stage: that all early deals miss a step says nothing about this one.
    const usual = term.group.startsWith("sign") && stage !== null ? (term.meanByStage[stage] ?? term.mean) : term.mean;
    const move = term.coefficient * ((answers[index] ?? 0) - usual);
    moves.set(term.column, (moves.get(term.column) ?? 0) + move);
  }
  // What is left is the stage's: its own say, and that other signs are usual in it.
  if (model.stage !== null)
    moves.set(model.stage, sum - average - [...moves.values()].reduce((total, move) => total + move, 0));

  const probability = chance(sum);
  const reach = 1.96 * spreadOf(model.covariance, answers);
  const reasons = [...moves]
    .map(([column, move]) => ({ column, value: row[column] ?? null, points: 100 * (probability - chance(sum - move)) }))
    .filter(({ points }) => Math.abs(points) >= 0.05)
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points));
  return { probability, low: chance(sum - reach), high: chance(sum + reach), reasons };
}

/** Standard deviation of the log-odds, from the coefficients' covariance. */
function spreadOf(covariance: readonly number[], answers: Float64Array): number {
  const x = Float64Array.of(...answers, 1);
  let variance = 0;
  let place = 0;
  for (let row = 0; row < x.length; row++)
    for (let column = 0; column <= row; column++) {
      const part = (covariance[place] ?? 0) * (x[row] ?? 0) * (x[column] ?? 0);
      variance += column === row ? part : 2 * part;
      place++;
    }
  return Math.sqrt(Math.max(0, variance));
}
