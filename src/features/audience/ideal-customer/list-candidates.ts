import { type OddsColumn, type OddsTable, placeOf } from "../../insights/odds/columns/rules.ts";
import type { RowCondition } from "./contract.ts";
import { answerTo, fewestCustomers, unknownAnswer, yesAnswer } from "./rules.ts";

/** What a row of the scorecard may ask, and what each deal of the table answers. */
export type CardCandidate = { is: RowCondition; answers: Uint8Array };

type Ask = {
  /** Fewer deals that show it, or of which it is known that they do not, are too few to judge it by. */
  fewest: number;
  /** The column in hundredths of a currency. */
  moneyColumn: string;
  /** The customer of each row; rows of the same number are of one. */
  customers: Int32Array;
};

/** Beyond this many values a column names things rather than describes them. */
const mostValues = 60;

/** Every value of every column that enough closed deals of enough customers show. */
export function listCandidates(table: OddsTable, columns: readonly OddsColumn[], ask: Ask): CardCandidate[] {
  return columns.flatMap((column) => {
    const facts = Array.from(table.deals, (_, row) => factOf(column, placeOf(column, table, row)));
    const asked = column.kind === "category" ? valuesOf(column) : column.kind === "number" ? bandsOf(column, ask) : [];
    const found = asked
      .map((is) => ({ is, answers: Uint8Array.from(facts, (fact) => answerTo(is, fact)) }))
      .filter(({ answers }) => isBroad(answers, ask));
    return isEitherOr(column, found) ? [rarer(found)] : found;
  });
}

function factOf(column: OddsColumn, place: number): string | number | null {
  if (column.kind === "category") return column.levels[column.codes[place] ?? -1] ?? null;
  if (column.kind === "sign") return null;
  const value = column.values[place] ?? Number.NaN;
  return Number.isFinite(value) ? value : null;
}

type Category = Extract<OddsColumn, { kind: "category" }>;
type Numbers = Extract<OddsColumn, { kind: "number" }>;

function valuesOf({ name, levels }: Category): RowCondition[] {
  if (levels.length > mostValues) return [];
  return levels.map((value) => ({ kind: "value", heading: name, value }));
}

/** The quarters of a column of numbers, and its upper half, cut where people would cut. */
function bandsOf({ name, values }: Numbers, { moneyColumn }: Ask): RowCondition[] {
  const known = values.filter((value) => Number.isFinite(value)).sort();
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => rounded(known[Math.floor(share * known.length)] ?? 0));
  if (low === undefined || middle === undefined || high === undefined) return [];
  const asked = (from: number | null, below: number | null): RowCondition => ({
    ...{ kind: "range", heading: name, from, below, money: name === moneyColumn },
  });
  const cuts = [...new Set([low, middle, high])];
  return [
    asked(null, cuts[0] ?? null),
    ...cuts.slice(1).map((cut, place) => asked(cuts[place] ?? null, cut)),
    asked(cuts.at(-1) ?? null, null),
    ...(middle > (cuts[0] ?? middle) && middle < (cuts.at(-1) ?? middle) ? [asked(middle, null)] : []),
  ];
}

/** To two digits: 283 is 280. */
function rounded(value: number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return Number((Math.round(value / unit) * unit).toPrecision(2));
}

function isBroad(answers: Uint8Array, { fewest, customers }: Ask): boolean {
  const counts = [0, 0, 0];
  const whose = [new Set<number>(), new Set<number>(), new Set<number>()];
  for (const [row, answer] of answers.entries()) {
    counts[answer] = (counts[answer] ?? 0) + 1;
    if (answer !== unknownAnswer && (whose[answer]?.size ?? 0) < fewestCustomers)
      whose[answer]?.add(customers[row] ?? -1);
  }
  return [1, 2].every((side) => (counts[side] ?? 0) >= fewest && (whose[side]?.size ?? 0) >= fewestCustomers);
}

const isEitherOr = (column: OddsColumn, found: readonly CardCandidate[]) => {
  const [one, other] = found;
  if (column.kind !== "category" || !one || !other || found.length !== 2) return false;
  return one.answers.every((answer, row) => answer === unknownAnswer || answer !== other.answers[row]);
};

/** Of two values one says it all: who does not show the rarer shows the other. */
function rarer(found: readonly CardCandidate[]): CardCandidate {
  const shown = ({ answers }: CardCandidate) =>
    answers.reduce((sum, answer) => sum + (answer === yesAnswer ? 1 : 0), 0);
  const [first] = found.toSorted((one, other) => shown(one) - shown(other));
  if (!first) throw new RangeError("Of no values there is no rarer one.");
  return first;
}
