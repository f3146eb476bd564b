import type { SparseRows } from "../../../../statistics/sparse-rows.ts";
import type { OddsGroup, OddsRow, OddsTerm } from "../contract.ts";

/**
 * What the odds learn from: rows of closed deals, column by column, so that a million looks fit into memory. A column's
 * values are told once a deal (`per: "deal"`, indexed by `deals[row]`) or once a row.
 */
export type OddsTable = {
  /** The deal of each row, from 0. Rows of one deal stand together and end alike. */
  deals: Int32Array;
  /** 1 won, 0 lost; one a row. */
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
  columns: readonly OddsColumn[];
  /** The column of the stage: what a sign says may depend on it. */
  stage?: string | undefined;
};

export type OddsColumn = {
  name: string;
  group: Exclude<OddsGroup, "sign-by-stage">;
  per: "deal" | "row";
  /** Known or final only after the close, whatever it says: never used. */
  afterClose?: boolean | undefined;
} & OddsValues;

export type OddsValues =
  /** −1 is unknown. */
  | { kind: "category"; codes: Int32Array; levels: readonly string[] }
  /** NaN is unknown: a column of numbers has no other way to say it. */
  | { kind: "number"; values: Float64Array }
  /** 0 unknown, 1 down, 2 up. */
  | { kind: "sign"; states: Uint8Array };

export function placeOf(column: OddsColumn, table: OddsTable, row: number): number {
  return column.per === "deal" ? (table.deals[row] ?? 0) : row;
}

/** A level said by fewer deals is pooled with its like. */
const rarestLevel = 3;
/** What a sign shows on fewer deals is chance. */
const rarestState = 20;
/** A sign's own say in one stage needs this many rows. */
const thinnestStage = 20;
const widestSpread = 2.5;

/** A term without what fitting adds to it. */
export type OddsQuestion = Omit<OddsTerm, "coefficient" | "mean" | "meanByStage">;

/** How a column is put to the model: one question a term, each answered by a number for every row. */
export function questionsOf(table: OddsTable, columns: readonly OddsColumn[]): OddsQuestion[] {
  const stage = columns.find(({ name }) => name === table.stage);
  return columns.flatMap((column) => {
    if (column.kind === "category") return categoryQuestions(table, column, column);
    if (column.kind === "number") return numberQuestions(table, column, column);
    return signQuestions(table, column, column, stage);
  });
}

type Category = Extract<OddsValues, { kind: "category" }>;
type Numbers = Extract<OddsValues, { kind: "number" }>;
type Sign = Extract<OddsValues, { kind: "sign" }>;

function categoryQuestions(table: OddsTable, { levels }: Category, column: OddsColumn): OddsQuestion[] {
  const deals = dealsByLevel(table, column, levels.length);
  const unknown = deals[levels.length] ?? 0;
  const base = { column: column.name, group: column.group };
  const common = levels.filter((_, level) => (deals[level] ?? 0) >= rarestLevel);
  const rare = levels.filter((_, level) => (deals[level] ?? 0) > 0 && (deals[level] ?? 0) < rarestLevel);
  const parts = common.length + Math.min(1, rare.length) + Math.min(1, unknown);
  if (parts < 2) return [];
  const count = new Map(levels.map((value, level) => [value, deals[level] ?? 0]));
  common.sort((one, other) => (count.get(other) ?? 0) - (count.get(one) ?? 0));
  // Of two answers one says it all; of three, each is held back towards the average of all.
  const asked = parts === 2 ? common.slice(1) : common;
  return [
    ...asked.map((value) => ({ ...base, is: { kind: "level" as const, values: [value] } })),
    ...(rare.length > 0 ? [{ ...base, is: { kind: "level" as const, values: rare } }] : []),
    ...(unknown > 0 ? [{ ...base, is: { kind: "unknown" as const } }] : []),
  ];
}

function dealsByLevel(table: OddsTable, column: OddsColumn, levels: number): Int32Array {
  const last = new Int32Array(levels + 1).fill(-1);
  const counts = new Int32Array(levels + 1);
  for (let row = 0; row < table.deals.length; row++) {
    const code = column.kind === "category" ? (column.codes[placeOf(column, table, row)] ?? -1) : -1;
    const level = code < 0 ? levels : code;
    const deal = table.deals[row] ?? 0;
    if (last[level] === deal) continue;
    last[level] = deal;
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
}

function numberQuestions(table: OddsTable, { values }: Numbers, column: OddsColumn): OddsQuestion[] {
  const known: number[] = [];
  let unknown = 0;
  for (let row = 0; row < table.deals.length; row++) {
    const value = values[placeOf(column, table, row)] ?? Number.NaN;
    if (Number.isFinite(value)) known.push(value);
    else unknown++;
  }
  const base = { column: column.name, group: column.group };
  const missing = unknown > 0 && known.length > 0 ? [{ ...base, is: { kind: "unknown" as const } }] : [];
  const sorted = Float64Array.from(known).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  // Money and sizes: a few are a hundred times the usual, and what counts is how many times, not how much more.
  const log = at(0) >= 0 && at(0.5) > 0 && at(0.95) > 4 * at(0.5);
  const unit = log ? at(0.5) : 1;
  const scaled = sorted.map((value) => (log ? Math.log1p(value / unit) : value));
  const centre = scaled.reduce((sum, each) => sum + each, 0) / Math.max(1, scaled.length);
  const spread = Math.sqrt(scaled.reduce((sum, each) => sum + (each - centre) ** 2, 0) / Math.max(1, scaled.length));
  if (!(spread > 1e-9 * Math.max(1, Math.abs(centre)))) return missing;
  const scale = { log, unit, centre, spread };
  const distinct = new Set(known).size;
  return [
    { ...base, is: { kind: "number", ...scale } },
    // Neither small nor large may be best.
    ...(distinct > 4 ? [{ ...base, is: { kind: "bend" as const, ...scale } }] : []),
    ...missing,
  ];
}

function signQuestions(
  table: OddsTable,
  { states }: Sign,
  column: OddsColumn,
  stage: OddsColumn | undefined,
): OddsQuestion[] {
  const stages = stage?.kind === "category" ? stage.levels : [];
  const counts = new Int32Array(3);
  const lastDeals = new Int32Array(3).fill(-1);
  const deals = new Int32Array(3);
  const byStage = new Int32Array(3 * stages.length);
  for (let row = 0; row < table.deals.length; row++) {
    const state = states[placeOf(column, table, row)] ?? 0;
    counts[state] = (counts[state] ?? 0) + 1;
    const deal = table.deals[row] ?? 0;
    if (lastDeals[state] !== deal) deals[state] = (deals[state] ?? 0) + 1;
    lastDeals[state] = deal;
    const at = stage?.kind === "category" ? (stage.codes[placeOf(stage, table, row)] ?? -1) : -1;
    if (at >= 0) byStage[state * stages.length + at] = (byStage[state * stages.length + at] ?? 0) + 1;
  }
  const all = table.deals.length;
  const varies = (state: number) => (deals[state] ?? 0) >= rarestState && (counts[state] ?? 0) < all;
  const names = ["unknown", "down", "up"] as const;
  return [2, 0].filter(varies).flatMap((state) => {
    const is = { kind: "state" as const, state: names[state] ?? "unknown" };
    const inStages = stages.filter((_, at) => {
      const here = byStage[state * stages.length + at] ?? 0;
      return here >= thinnestStage && here < (counts[state] ?? 0);
    });
    return [
      { column: column.name, group: column.group, is },
      ...inStages.map((value) => ({
        column: column.name,
        group: "sign-by-stage" as const,
        is: { ...is, stage: value },
      })),
    ];
  });
}

/** What the questions' answers are in each row of a table, what is not zero only. */
export function answersIn(
  table: OddsTable,
  columns: readonly OddsColumn[],
  questions: readonly OddsQuestion[],
): SparseRows {
  const readers = columns.map((column) => readerOf(table, column, columns, questions)).filter((each) => each !== null);
  const rows = table.deals.length;
  const starts = new Uint32Array(rows + 1);
  let at = new Uint16Array(rows * 8 + 64);
  let values = new Float32Array(rows * 8 + 64);
  let end = 0;
  const put = (term: number, value: number) => {
    if (value === 0) return;
    at[end] = term;
    values[end] = value;
    end++;
  };
  for (let row = 0; row < rows; row++) {
    if (end + questions.length > at.length) {
      const room = Math.ceil(at.length * 1.5) + questions.length;
      const [oldAt, oldValues] = [at, values];
      at = new Uint16Array(room);
      at.set(oldAt);
      values = new Float32Array(room);
      values.set(oldValues);
    }
    for (const read of readers) read(row, put);
    starts[row + 1] = end;
  }
  return { columns: questions.length, starts, at: at.subarray(0, end), values: values.subarray(0, end) };
}

type Reader = (row: number, put: (term: number, value: number) => void) => void;

/** Questions of one column stand together, so that what a reader puts rises from column to column. */
function readerOf(
  table: OddsTable,
  column: OddsColumn,
  columns: readonly OddsColumn[],
  questions: readonly OddsQuestion[],
): Reader | null {
  const own = questions.flatMap((question, term) => (question.column === column.name ? [{ ...question, term }] : []));
  if (own.length === 0) return null;
  const find = (fits: (is: OddsQuestion["is"]) => boolean) => own.find(({ is }) => fits(is))?.term ?? -1;
  const unknown = find((is) => is.kind === "unknown");
  if (column.kind === "category") {
    const terms = Int32Array.from(column.levels, (value) =>
      find((is) => is.kind === "level" && is.values.includes(value)),
    );
    return (row, put) => {
      const code = column.codes[placeOf(column, table, row)] ?? -1;
      const term = code < 0 ? unknown : (terms[code] ?? -1);
      if (term >= 0) put(term, 1);
    };
  }
  if (column.kind === "number") {
    const scale = own.map(({ is }) => is).find((is) => is.kind === "number");
    const plain = find((is) => is.kind === "number");
    const bend = find((is) => is.kind === "bend");
    return (row, put) => {
      const value = column.values[placeOf(column, table, row)] ?? Number.NaN;
      if (!Number.isFinite(value)) {
        if (unknown >= 0) put(unknown, 1);
        return;
      }
      if (scale === undefined) return;
      const z = standing(value, scale);
      put(plain, z);
      if (bend >= 0) put(bend, bent(z));
    };
  }
  const stage = columns.find(({ name }) => name === table.stage);
  const stages = stage?.kind === "category" ? stage : null;
  const names = ["unknown", "down", "up"] as const;
  const plain = names.map((state) => find((is) => is.kind === "state" && is.state === state && is.stage === undefined));
  const staged = names.map((state) =>
    (stages?.levels ?? []).map((value) =>
      find((is) => is.kind === "state" && is.state === state && is.stage === value),
    ),
  );
  return (row, put) => {
    const state = column.states[placeOf(column, table, row)] ?? 0;
    const main = plain[state] ?? -1;
    if (main < 0) return;
    put(main, 1);
    if (stages === null || stage === undefined) return;
    const term = staged[state]?.[stages.codes[placeOf(stage, table, row)] ?? -1] ?? -1;
    if (term >= 0) put(term, 1);
  };
}

/** How many spreads above the middle; far out it counts no further, where no deal has taught anything. */
function standing(value: number, scale: { log: boolean; unit: number; centre: number; spread: number }): number {
  const scaled = scale.log ? Math.log1p(Math.max(0, value) / scale.unit) : value;
  return Math.max(-widestSpread, Math.min(widestSpread, (scaled - scale.centre) / scale.spread));
}

function bent(z: number): number {
  return (z * z - 1) / 2;
}

/** The answer to one question for one deal. */
export function answerTo(question: OddsQuestion, row: OddsRow, stage: string | null): number {
  const value = row[question.column] ?? null;
  const { is } = question;
  if (is.kind === "unknown") return value === null ? 1 : 0;
  if (is.kind === "level") return typeof value === "string" && is.values.includes(value) ? 1 : 0;
  if (is.kind === "state") {
    const state = value ?? "unknown";
    return state === is.state && (is.stage === undefined || is.stage === stage) ? 1 : 0;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return 0;
  const z = standing(value, is);
  return is.kind === "bend" ? bent(z) : z;
}
