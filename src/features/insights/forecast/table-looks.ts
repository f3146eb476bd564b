import type { TeamHistory } from "../history/build-history.ts";
import {
  type AttributeColumn,
  columnOf,
  downSign,
  everUp,
  type History,
  type HistoryDeal,
  noStage,
  nowMask,
  upSign,
  valueOn,
} from "../history/rules.ts";
import { closingWeights } from "../odds/closing-weights/rules.ts";
import type { OddsColumn, OddsTable } from "../odds/columns/rules.ts";
import type { OddsModel, OddsRow } from "../odds/contract.ts";
import { amountColumn, everUpColumn, ownerColumn, stageColumn, weeksColumn } from "./rules.ts";

export type Tabled = {
  table: OddsTable;
  /** The history's deals, in the order of the table's. */
  deals: number[];
  /** The look behind each row; none where deals are told without dates. */
  looks: number[] | null;
};

/** What of a team's history a table is made of. */
export type Tellable = Pick<TeamHistory, "history" | "owners" | "until">;

type Ask = {
  /** Only what had closed by then. */
  until: number;
  /** Columns of the CRM that may be used. */
  columns: readonly AttributeColumn[];
  /** Whether a deal's last amount was known all along, as a person said: then it stands at every look. */
  lastAmount: boolean;
  /** Whether who works on it may be used. */
  owner: boolean;
};

/** Whether each deal had closed by then; one whose day of closing nobody tells had by the time that it was read. */
export function closedBy({ history, until: readAt }: Pick<TeamHistory, "history" | "until">, until: number) {
  const hadClosed = ({ status, closedAt }: HistoryDeal) => status !== "open" && (closedAt ?? readAt) <= until;
  return Uint8Array.from(history.deals, (deal) => (hadClosed(deal) ? 1 : 0));
}

/** More deals make the odds hardly any better, and take their time. */
const mostDeals = 25_000;

/** Evenly chosen among those marked, where there are more than it takes. */
function someOf(marked: Uint8Array): Uint8Array {
  const all = marked.reduce((sum, mark) => sum + mark, 0);
  if (all <= mostDeals) return marked;
  let seen = 0;
  return marked.map((mark) => {
    if (mark === 0) return 0;
    seen += 1;
    return Math.floor((seen * mostDeals) / all) === Math.floor(((seen - 1) * mostDeals) / all) ? 0 : 1;
  });
}

/**
 * The closed deals as the odds learn from them: one row for each look at a deal while it was open, or, where the CRM tells
 * no dates, one row a deal.
 */
export function tableLooks({ history, ...team }: Tellable, { until, columns, lastAmount, owner }: Ask): Tabled {
  const isClosed = someOf(closedBy({ history, ...team }, until));
  const closed = (deal: number) => isClosed[deal] === 1;
  const rows: number[] = [];
  for (let row = 0; row < history.looks.count; row++) {
    const deal = Number(history.looks.deal[row]);
    if (!closed(deal) || Number(history.looks.at[row]) > until) continue;
    // Of a deal closed in a bulk edit nobody knows for how many weeks it was still open.
    if (history.looks.week[row] === 0 || history.deals[deal]?.bulkEdit !== true) rows.push(row);
  }
  const seen = new Set(rows.map((row) => Number(history.looks.deal[row])));
  const all = [...history.deals.keys()].filter(closed);
  const dated = seen.size * 2 >= all.length && rows.length > 0;
  const deals = dated ? [...seen].sort((one, other) => one - other) : all;
  const places = new Map(deals.map((deal, place) => [deal, place]));
  const looks = dated ? rows : null;
  const dealOfRow = dated
    ? Int32Array.from(rows, (row) => places.get(Number(history.looks.deal[row])) ?? 0)
    : Int32Array.from(deals.keys());
  const weights = dated ? weightsOf(history, deals, until) : null;
  return {
    deals,
    looks,
    table: {
      deals: dealOfRow,
      outcomes: Uint8Array.from(dealOfRow, (place) => (history.deals[deals[place] ?? -1]?.status === "won" ? 1 : 0)),
      ...(weights && { weights: Float64Array.from(dealOfRow, (place) => weights[place] ?? 1) }),
      ...(looks && history.stages.length > 0 && { stage: stageColumn }),
      columns: [
        ...(looks ? lookColumns(history, looks) : []),
        ...(lastAmount ? [lastAmounts(history, deals)] : looks ? amountsThen(history, looks) : []),
        ...(owner ? [ownerColumnOf(team, deals)] : []),
        ...columns.map((column) => attributeColumn(column, deals)),
      ],
    },
  };
}

/** Losses come sooner than wins: those that closed in time count for their like that have not. */
function weightsOf(history: History, deals: readonly number[], until: number): Float64Array {
  const began = history.deals.map(({ createdAt }) => createdAt ?? Number.POSITIVE_INFINITY);
  const asked = [...history.deals.keys()].filter(
    (deal) => (began[deal] ?? 0) <= until && history.deals[deal]?.bulkEdit !== true,
  );
  const weights = closingWeights(
    asked.map((deal) => ({ startedAt: began[deal] ?? until, closedAt: history.deals[deal]?.closedAt ?? null })),
    until,
  );
  const byDeal = new Map(asked.map((deal, place) => [deal, weights[place] ?? 1]));
  return Float64Array.from(deals, (deal) => byDeal.get(deal) ?? 1);
}

function lookColumns({ looks, stages, signs }: History, rows: readonly number[]): OddsColumn[] {
  const state = (row: number, sign: number) => Number(looks.signs[row * signs.length + sign]);
  return [
    {
      name: stageColumn,
      group: "stage",
      per: "row",
      kind: "category",
      levels: stages.map(({ id }) => id),
      codes: Int32Array.from(rows, (row) => (looks.stage[row] === noStage ? -1 : Number(looks.stage[row]))),
    },
    {
      name: weeksColumn,
      group: "stage",
      per: "row",
      kind: "number",
      values: Float64Array.from(rows, (row) => Number(looks.week[row])),
    },
    ...signs.flatMap(({ key, standing }, sign): OddsColumn[] => {
      const now: OddsColumn = {
        name: key,
        group: "sign",
        per: "row",
        kind: "sign",
        states: Uint8Array.from(rows, (row) => state(row, sign) & nowMask),
      };
      if (standing) return [now];
      return [
        now,
        { ...now, name: everUpColumn(key), states: Uint8Array.from(rows, (row) => everOf(state(row, sign))) },
      ];
    }),
  ];
}

/** What each amount was known to be at each look; no column where none was known at any. */
function amountsThen({ looks }: History, rows: readonly number[]): OddsColumn[] {
  const values = Float64Array.from(rows, (row) => {
    const cents = Number(looks.amountCents[row]);
    return cents < 0 ? Number.NaN : cents;
  });
  if (values.every(Number.isNaN)) return [];
  return [{ name: amountColumn, group: "deal", per: "row", kind: "number", values }];
}

/** Ever up counts as up for good; a passing sign leaves its trace. */
function everOf(state: number): number {
  if ((state & everUp) !== 0) return upSign;
  return (state & nowMask) === downSign ? downSign : 0;
}

function lastAmounts(history: History, deals: readonly number[]): OddsColumn {
  const values = Float64Array.from(deals, (deal) => history.deals[deal]?.amountCents ?? Number.NaN);
  return { name: amountColumn, group: "deal", per: "deal", kind: "number", values };
}

function ownerColumnOf({ owners }: Pick<TeamHistory, "owners">, deals: readonly number[]): OddsColumn {
  return attributeColumn(columnOf(ownerColumn, false, owners), deals);
}

const fewestNumbers = 0.9;
const mostSingleNumbers = 12;

function attributeColumn({ heading, standard, ...told }: AttributeColumn, deals: readonly number[]): OddsColumn {
  const base = { name: heading, group: standard ? ("deal" as const) : ("attribute" as const), per: "deal" as const };
  const codes = Int32Array.from(deals, (deal) => told.codes[deal] ?? -1);
  const counts = new Int32Array(told.levels.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const present = new Map(told.levels.flatMap((value, code) => (counts[code] ? [[value, counts[code]]] : [])));
  if (areNumbers(present)) {
    const numbers = Float64Array.from(told.levels, numberIn);
    return { ...base, kind: "number", values: Float64Array.from(codes, (code) => numbers[code] ?? Number.NaN) };
  }
  const levels = commonLevels(present);
  const places = new Map(levels.map((level, place) => [level, place]));
  const others = levels.length - 1;
  const placeOf = Int32Array.from(told.levels, (value) => places.get(value) ?? others);
  return { ...base, kind: "category", levels, codes: codes.map((code) => placeOf[code] ?? -1) };
}

/** Values and how many deals each is told of. */
type Counts = ReadonlyMap<string, number>;

const sumOf = (counts: Counts) => [...counts.values()].reduce((sum, count) => sum + count, 0);

function areNumbers(counts: Counts): boolean {
  const numbers = [...counts].filter(([value]) => !Number.isNaN(numberIn(value)));
  return (
    sumOf(new Map(numbers)) >= sumOf(counts) * fewestNumbers &&
    new Set(numbers.map(([value]) => numberIn(value))).size > mostSingleNumbers
  );
}

/** Where a column has many values, one that few deals share teaches nothing about the next: such values count as one. */
const manyLevels = 30;
const fewestALevel = 20;
const mostLevels = 60;
const otherLevel = "another";

function commonLevels(counts: Counts): string[] {
  // One that names deals stays what it is, and is left out for that.
  if (counts.size <= manyLevels || counts.size * 2 > sumOf(counts)) return [...counts.keys()].sort();
  const common = [...counts]
    .filter(([, count]) => count >= fewestALevel)
    .toSorted(([one, few], [other, more]) => more - few || (one < other ? -1 : 1))
    .slice(0, mostLevels)
    .map(([value]) => value)
    .sort();
  return common.length === counts.size ? common : [...common, otherLevel];
}

function numberIn(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** The columns a model reads as numbers, and the values it knows of the others. */
export type ModelColumns = {
  numbers: ReadonlySet<string>;
  levels: ReadonlyMap<string, ReadonlySet<string>>;
  /** Learnt from each deal's last amount, since a person said it was known all along; else from the amount at each look. */
  lastAmount: boolean;
};

export function columnsOf({ terms }: OddsModel, lastAmount = false): ModelColumns {
  const levels = new Map<string, Set<string>>();
  for (const { column, is } of terms) {
    if (is.kind !== "level") continue;
    const known = levels.get(column) ?? new Set();
    for (const value of is.values) known.add(value);
    levels.set(column, known);
  }
  return {
    numbers: new Set(terms.flatMap(({ column, is }) => (is.kind === "number" || is.kind === "bend" ? column : []))),
    // Only where rare values were put together does a value that is not known mean one of those.
    levels: new Map([...levels].filter(([, known]) => known.has(otherLevel))),
    lastAmount,
  };
}

/** One look at a deal as the model is asked about it. */
export function rowOf(
  { history, columns, owners }: TeamHistory,
  deal: number,
  look: number | null,
  { numbers, levels, lastAmount }: ModelColumns,
): OddsRow {
  const row: Record<string, string | number | null> = {};
  const told = columns.map((column) => ({ heading: column.heading, value: valueOn(column, deal) }));
  for (const { heading, value } of [...told, { heading: ownerColumn, value: owners[deal] ?? null }]) {
    const number = value === null ? Number.NaN : numberIn(value);
    if (numbers.has(heading)) row[heading] = Number.isNaN(number) ? null : number;
    else row[heading] = value === null || !levels.has(heading) || levels.get(heading)?.has(value) ? value : otherLevel;
  }
  row[amountColumn] = lastAmount ? (history.deals[deal]?.amountCents ?? null) : null;
  if (look === null) return row;
  const { looks, stages, signs } = history;
  row[stageColumn] = stages[Number(looks.stage[look])]?.id ?? null;
  row[weeksColumn] = Number(looks.week[look]);
  const cents = Number(looks.amountCents[look]);
  if (!lastAmount && cents >= 0) row[amountColumn] = cents;
  const words = ["unknown", "down", "up"];
  for (const [sign, { key, standing }] of signs.entries()) {
    const state = Number(looks.signs[look * signs.length + sign]);
    row[key] = words[state & nowMask] ?? "unknown";
    if (!standing) row[everUpColumn(key)] = words[everOf(state)] ?? "unknown";
  }
  return row;
}
