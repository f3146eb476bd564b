import { areaUnderCurve } from "../../../../statistics/area-under-curve.ts";
import { type OddsColumn, type OddsTable, placeOf } from "../columns/rules.ts";
import type { NotedColumn } from "../contract.ts";

/** By itself no fact known beforehand settles a deal: what does was written afterwards. */
const tooGood = 0.95;
/** Where the name, too, speaks of the end. */
const tooGoodForItsName = 0.8;
const namesOfTheEnd =
  /(?:^|[^a-z])(?:clos(?:e|ed|ing)|won|win|lost|loss|outcome|result|status|reason|probability|forecast|final|actual|booked|signed)(?:[^a-z]|$)/i;
/**
 * Times and counts that run until a deal has closed, as exports call them. Their last value knows how long the deal took,
 * and with another such column beside it often how it ended, so that here the name alone is enough.
 */
const runsUntilTheEnd = [
  /\b(?:total|cumulative|elapsed|ratio)\b.*\b(?:days?|hours?|weeks?|time in)\b/,
  /\b(?:days?|hours?|weeks?|time) (?:\w+ )*(?:to|until|till|through) (?:clos|w[io]n|sign|decision)/,
  /\b(?:days?|hours?|weeks?|time) (?:in|per) (?:\w+ )*(?:stage|phase|pipeline|funnel)\b/,
  /\b(?:sales|deal|opportunity|lead) (?:cycle|age|duration)\b|\bcycle (?:time|length|days)\b|^(?:age|duration)$/,
  /\bstage changes?(?: count)?\b|\bnumber of stage changes\b/,
];
/** Odds against a coincidence. */
const noCoincidence = 1e-9;
/** More different values than this, most of them once: a name or a number of the deal, not a fact about it. */
const namesEach = 0.5;
const mostLevels = 2_000;

/** Columns that say too much, each with the reason in a sentence. `folds`: one a row. */
export function suspectLeaks(
  table: OddsTable,
  folds: Uint8Array,
  throwIfCancelled?: (() => void) | undefined,
): NotedColumn[] {
  return table.columns.flatMap((column) => {
    throwIfCancelled?.();
    const because = whySuspect(table, column, folds);
    return because === null ? [] : [{ column: column.name, because }];
  });
}

function whySuspect(table: OddsTable, column: OddsColumn, folds: Uint8Array): string | null {
  if (column.afterClose) return "It is known or final only after the close.";
  const name = spaced(column.name);
  if (column.group === "attribute" && runsUntilTheEnd.some((words) => words.test(name.toLowerCase())))
    return "By its name it counts on until the deal has closed: its last value is known only then.";
  const filled = onlyOnOneSide(table, column);
  if (filled !== null) return filled;
  const bins = binsOf(table, column);
  const area = areaAlone(table, bins, folds);
  if (area >= tooGood)
    return `By itself it tells won from lost ${wellSaid(area)}: such a field is usually filled in afterwards.`;
  if (area >= tooGoodForItsName && namesOfTheEnd.test(name))
    return `Its name speaks of the deal's end, and by itself it tells won from lost ${wellSaid(area)}.`;
  // Where a deal stands changes; what it stood in first is no word on how it ended.
  return column.name === table.stage ? null : settlingLevel(table, column);
}

/** CloseDate and close_date are two words each. */
function spaced(heading: string): string {
  return heading.replace(/([a-z])([A-Z])|_/g, "$1 $2");
}

function wellSaid(area: number): string {
  return area > 0.9995 ? "without a mistake" : `in ${Math.floor(area * 100)} of 100 pairs`;
}

/** Nothing that is known of open deals, all of it together, tells them apart like this. */
const tooGoodTogether = 0.97;

/**
 * When each column passes by itself, but all together tell held-out won from lost too well, the one that the model leans
 * on most is suspected: two totals, say, of which the difference is nought on every win. `reliance`: how far each column
 * moves the odds, in log odds.
 */
export function suspectTogether(area: number | null, reliance: ReadonlyMap<string, number>): NotedColumn | null {
  if (area === null || area < tooGoodTogether) return null;
  const strongest = [...reliance].toSorted(([, one], [, other]) => other - one);
  const [first] = strongest;
  if (first === undefined) return null;
  // Of two that do about as much, the one that speaks of the end.
  const [column] = strongest.find(([name, does]) => does > first[1] / 2 && namesOfTheEnd.test(spaced(name))) ?? first;
  const because = `Together with others it tells won from lost ${wellSaid(area)}, and does much of it: such a field is usually filled in afterwards.`;
  return { column, because };
}

/** Filled in, or not zero, only where a deal was won (or only where it was lost), more often than chance could do. */
function onlyOnOneSide(table: OddsTable, column: OddsColumn): string | null {
  const sides = column.kind === "number" ? (["filled in", "other than zero"] as const) : (["filled in"] as const);
  const shares = dealOutcomes(table);
  const all = [shares.lost, shares.won];
  if (shares.won === 0 || shares.lost === 0) return null;
  for (const side of sides) {
    const seen = [0, 0];
    let last = -1;
    for (let row = 0; row < table.deals.length; row++) {
      const deal = table.deals[row] ?? 0;
      if (deal === last || !isPresent(column, placeOf(column, table, row), side === "other than zero")) continue;
      last = deal;
      const outcome = table.outcomes[row] ?? 0;
      seen[outcome] = (seen[outcome] ?? 0) + 1;
    }
    const present = (seen[0] ?? 0) + (seen[1] ?? 0);
    const total = shares.won + shares.lost;
    if (present === 0 || present === total) continue;
    for (const outcome of [0, 1]) {
      const mine = seen[outcome] ?? 0;
      const share = (all[outcome] ?? 0) / total;
      // A mistyped row or two must not hide it.
      if (mine >= 0.99 * present && mine * Math.log(share) < Math.log(noCoincidence))
        return `It is ${side} on ${outcome === 1 ? "won" : "lost"} deals only (${mine} of ${present}).`;
    }
  }
  return null;
}

/** Where one outcome is rarer than this, a value that is met with it alone says something. */
const mostlyAnyway = 0.8;

/** One value of a category that goes with one outcome only, more often than chance could do. */
function settlingLevel(table: OddsTable, column: OddsColumn): string | null {
  if (column.kind !== "category") return null;
  const { won, lost } = dealOutcomes(table);
  const seen = new Map<number, [lost: number, won: number]>();
  let last = -1;
  for (let row = 0; row < table.deals.length; row++) {
    const deal = table.deals[row] ?? 0;
    if (deal === last) continue;
    last = deal;
    const code = column.codes[placeOf(column, table, row)] ?? -1;
    const counts = seen.get(code) ?? [0, 0];
    counts[table.outcomes[row] === 1 ? 1 : 0] += 1;
    seen.set(code, counts);
  }
  for (const [code, [lostThere, wonThere]] of seen) {
    const deals = lostThere + wonThere;
    for (const [all, there, outcome] of [
      [lost, lostThere, "lost"],
      [won, wonThere, "won"],
    ] as const) {
      const share = all / (won + lost);
      if (code < 0 || share > mostlyAnyway || there < 0.99 * deals) continue;
      if (there * Math.log(share) < Math.log(noCoincidence))
        return `Of ${deals} deals with “${column.levels[code] ?? ""}”, ${there === deals ? "all" : there} were ${outcome}: such a value is usually set afterwards.`;
    }
  }
  return null;
}

function isPresent(column: OddsColumn, place: number, notZero: boolean): boolean {
  if (column.kind === "category") return (column.codes[place] ?? -1) >= 0;
  if (column.kind === "sign") return (column.states[place] ?? 0) > 0;
  const value = column.values[place] ?? Number.NaN;
  return Number.isFinite(value) && !(notZero && value === 0);
}

export function dealOutcomes(table: OddsTable): { won: number; lost: number } {
  let won = 0;
  let lost = 0;
  let last = -1;
  for (let row = 0; row < table.deals.length; row++) {
    if (table.deals[row] === last) continue;
    last = table.deals[row] ?? 0;
    if (table.outcomes[row] === 1) won++;
    else lost++;
  }
  return { won, lost };
}

/** A column in at most some hundred parts: its levels, states, or hundredths. */
function binsOf(table: OddsTable, column: OddsColumn): Int32Array {
  const rows = table.deals.length;
  if (column.kind === "category")
    return Int32Array.from({ length: rows }, (_, row) => (column.codes[placeOf(column, table, row)] ?? -1) + 1);
  if (column.kind === "sign")
    return Int32Array.from({ length: rows }, (_, row) => column.states[placeOf(column, table, row)] ?? 0);
  const values = Float64Array.from(
    { length: rows },
    (_, row) => column.values[placeOf(column, table, row)] ?? Number.NaN,
  );
  const known = values.filter((value) => Number.isFinite(value)).sort();
  const cuts = Float64Array.from(
    { length: 99 },
    (_, index) => known[Math.floor(((index + 1) / 100) * known.length)] ?? 0,
  );
  return Int32Array.from(values, (value) => {
    if (!Number.isFinite(value)) return 0;
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cuts[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    // Zero often stands for "nothing entered", and is a part of its own.
    return value === 0 ? 1 : low + 2;
  });
}

/** Area under the curve of the win rates of the column's parts, each row judged by the rates of the other folds. */
function areaAlone(table: OddsTable, bins: Int32Array, folds: Uint8Array): number {
  const parts = bins.reduce((most, bin) => Math.max(most, bin + 1), 1);
  const foldCount = folds.reduce((most, fold) => Math.max(most, fold + 1), 1);
  const won = new Float64Array(parts * foldCount);
  const all = new Float64Array(parts * foldCount);
  for (let row = 0; row < bins.length; row++) {
    const cell = (bins[row] ?? 0) * foldCount + (folds[row] ?? 0);
    all[cell] = (all[cell] ?? 0) + 1;
    won[cell] = (won[cell] ?? 0) + (table.outcomes[row] ?? 0);
  }
  const wonIn = new Float64Array(parts);
  const allIn = new Float64Array(parts);
  for (let cell = 0; cell < all.length; cell++) {
    const bin = Math.floor(cell / foldCount);
    allIn[bin] = (allIn[bin] ?? 0) + (all[cell] ?? 0);
    wonIn[bin] = (wonIn[bin] ?? 0) + (won[cell] ?? 0);
  }
  const overall = wonIn.reduce((sum, each) => sum + each, 0) / bins.length;
  // All rows of a part and fold have one score, so that no million rows need be put in order.
  const scores = Float64Array.from({ length: 2 * all.length }, (_, index) => {
    const cell = index >> 1;
    const bin = Math.floor(cell / foldCount);
    const others = (allIn[bin] ?? 0) - (all[cell] ?? 0);
    return ((wonIn[bin] ?? 0) - (won[cell] ?? 0) + overall) / (others + 1);
  });
  const outcomes = Uint8Array.from(scores, (_, index) => index & 1);
  const weights = Float64Array.from(scores, (_, index) => {
    const cell = index >> 1;
    return (index & 1) === 1 ? (won[cell] ?? 0) : (all[cell] ?? 0) - (won[cell] ?? 0);
  });
  const answer = areaUnderCurve({ scores, outcomes, weights });
  return answer.kind === "area" ? answer.area : 0.5;
}

/** Known of fewer deals, or of a smaller share, a column says something of these deals and nothing of those it is asked about. */
const fewestKnown = 30;
const smallestShareKnown = 0.01;

/** Columns nothing can be learnt from, each with the reason in a sentence. */
export function uselessColumns(table: OddsTable): NotedColumn[] {
  const { won, lost } = dealOutcomes(table);
  const needed = Math.max(fewestKnown, smallestShareKnown * (won + lost));
  return table.columns.flatMap((column) => {
    const known = column.kind === "sign" ? needed : dealsWith(table, column);
    if (known > 0 && known < needed)
      return [
        { column: column.name, because: `It is known of ${known} of ${won + lost} deals, too few to learn from.` },
      ];
    if (column.kind === "category") {
      const deals = new Set<number>();
      const used = new Set<number>();
      for (let row = 0; row < table.deals.length; row++) {
        const code = column.codes[placeOf(column, table, row)] ?? -1;
        if (code < 0) continue;
        deals.add(table.deals[row] ?? 0);
        used.add(code);
      }
      if (used.size > mostLevels || (used.size > 20 && used.size > namesEach * deals.size))
        return [
          {
            column: column.name,
            because: `It has ${used.size} different values on ${deals.size} deals: it names deals and says nothing about the next one.`,
          },
        ];
    }
    return isConstant(table, column) ? [{ column: column.name, because: "It says the same of every deal." }] : [];
  });
}

function dealsWith(table: OddsTable, column: OddsColumn): number {
  let known = 0;
  let last = -1;
  for (let row = 0; row < table.deals.length; row++) {
    const deal = table.deals[row] ?? 0;
    if (deal === last || !isPresent(column, placeOf(column, table, row), false)) continue;
    last = deal;
    known++;
  }
  return known;
}

function isConstant(table: OddsTable, column: OddsColumn): boolean {
  const valueAt = (row: number) => {
    const place = placeOf(column, table, row);
    if (column.kind === "category") return column.codes[place] ?? -1;
    if (column.kind === "sign") return column.states[place] ?? 0;
    const value = column.values[place] ?? Number.NaN;
    return Number.isFinite(value) ? value : Number.NaN;
  };
  const first = valueAt(0);
  for (let row = 1; row < table.deals.length; row++) if (!Object.is(valueAt(row), first)) return false;
  return true;
}
