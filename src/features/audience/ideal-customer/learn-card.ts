import { chooseColumns, type FieldUse } from "../../insights/forecast/choose-columns.ts";
import { afterTheClose, amountColumn, type LeftOut } from "../../insights/forecast/rules.ts";
import { closedBy, tableLooks } from "../../insights/forecast/table-looks.ts";
import { valueOn } from "../../insights/history/rules.ts";
import type { OddsColumn, OddsTable } from "../../insights/odds/columns/rules.ts";
import { findDuplicates } from "../../insights/odds/duplicates/rules.ts";
import { suspectLeaks, uselessColumns } from "../../insights/odds/leaks/rules.ts";
import { foldsOf } from "../../insights/odds/learning/rules.ts";
import { chooseRows } from "./choose-rows.ts";
import type { CardRow, IdealCustomer, RowCondition } from "./contract.ts";
import type { GatheredDeals } from "./gather-deals.ts";
import { bandsOf, inPointsOf, neverBuysOf, qualityOf, scoreUnseen, wonOfCount } from "./judge-card.ts";
import { listCandidates } from "./list-candidates.ts";
import { type Answer, answerTo, keyOf, marksOf, noAnswer, pointsOf, unknownAnswer, yesAnswer } from "./rules.ts";
import type { Fit } from "./store.ts";
import { inPoints, weighRows } from "./weigh-rows.ts";

export type LearnSettings = {
  /** Won deals needed, and as many lost ones. */
  needed: number;
  /** Fewer deals on one side are too few to judge a value by. */
  fewestASide: number;
  falseDiscoveryRate: number;
  fields: FieldUse;
  /** Two rows that are the same in everything may be one deal written twice. */
  mayHoldCopies: boolean;
  throwIfCancelled?: (() => void) | undefined;
};

/** Every deal is judged that often by scorecards that have not seen it. */
const rounds = 3;
const halfYearMs = 182.6 * 86_400_000;

/** How we sell says nothing of whom to: neither enters, whatever it tells. */
const notTheCustomer = [
  { name: "Pipeline", why: "It says how we sell, not to whom.", mayDecide: false },
  { name: "Account", why: "It names customers and says nothing about the next one.", mayDecide: false },
];
const lastAmountOnly = {
  name: amountColumn,
  why: "Only its last value is recorded, which may be that of the close.",
  mayDecide: true,
};

/** The scorecard of a team's ideal customer, learnt from its closed deals; or why there is none. */
export function learnCard(gathered: GatheredDeals, settings: LearnSettings): IdealCustomer {
  const { team, customers } = gathered;
  const { table, deals, columns, leftOut } = columnsToLearnFrom(gathered, settings);
  const closed = closedBy(team, team.until);
  const count = (status: "won" | "lost") =>
    team.history.deals.reduce((sum, deal, place) => sum + (closed[place] === 1 && deal.status === status ? 1 : 0), 0);
  const learnt = { won: count("won"), lost: count("lost"), leftOut };
  const { needed, fewestASide, falseDiscoveryRate, mayHoldCopies, throwIfCancelled } = settings;
  if (learnt.won + learnt.lost >= needed && (learnt.won === 0 || learnt.lost === 0))
    return { kind: "no-variation", ...learnt };
  if (learnt.won < needed || learnt.lost < needed) return { kind: "too-few", ...learnt, needed };

  const together = numbered(Int32Array.from(deals, (deal) => customers[deal] ?? 0));
  const asked = { fewest: fewestASide, moneyColumn: amountColumn, customers: together };
  const candidates = listCandidates(table, columns, asked);
  const lessons = { outcomes: table.outcomes, strata: strataOf(team.history.deals, deals), candidates, together };
  const among = firstOfCopies(table, mayHoldCopies);
  const chosen = chooseRows(lessons, among, falseDiscoveryRate);
  const weighed = weighRows(lessons, among, chosen.rows);
  const looked = { ...learnt, looked: chosen.looked };
  if (weighed.length === 0) return { kind: "nothing", ...looked };

  const unseen = Array.from({ length: rounds }, (_, round) =>
    scoreUnseen(lessons, round + 1, { falseDiscoveryRate, among, throwIfCancelled }),
  );
  const quality = qualityOf(unseen);
  const [first] = unseen;
  if (!quality || !first) return { kind: "nothing", ...looked };
  const rows = inPoints(weighed, unseen.reduce((sum, { reach }) => sum + reach, 0) / rounds);
  if (quality.low <= 0.5 || rows.length === 0) return { kind: "no-better", ...looked, quality };
  const judged = inPointsOf(first, lessons, rows);
  return {
    kind: "card",
    ...looked,
    rows: rows.flatMap(({ candidate, adjustedP, points }) => {
      const is = candidates[candidate]?.is;
      return is ? { key: keyOf(is), is, points, adjustedP, ...evidenceFor(is, gathered, closed) } : [];
    }),
    bands: bandsOf(judged),
    quality,
    neverBuys: neverBuysOf(judged),
  };
}

/** The table to learn from, and the columns in it that may be used. */
function columnsToLearnFrom({ team, columns: all, openingCents }: GatheredDeals, settings: LearnSettings) {
  const { fields } = settings;
  const closed = closedBy(team, team.until);
  const names = new Set(notTheCustomer.map(({ name }) => name));
  const { usable, leftOut } = chooseColumns(
    all.filter(({ heading }) => !names.has(heading)),
    closed,
    { fields },
  );
  const told = tableLooks(team, { until: team.until, columns: usable, lastAmount: false, owner: false });
  const opening: OddsColumn = {
    ...{ name: amountColumn, group: "deal", per: "deal", kind: "number" },
    values: Float64Array.from(told.deals, (deal) => openingCents[deal] ?? Number.NaN),
  };
  const table: OddsTable = { ...told.table, columns: [...told.table.columns, opening] };
  const folds = foldsOf({ together: table.deals, outcomes: table.outcomes }, 5, 500);
  const leaks = table.deals.length === 0 ? [] : suspectLeaks(table, folds, settings.throwIfCancelled);
  const suspected = leaks.filter(({ column }) => fields.get(column) !== "known-at-open");
  const useless = uselessColumns(table).filter(({ column }) => !suspected.some((leak) => leak.column === column));
  const unused = new Set([...suspected, ...useless].map(({ column }) => column));
  const noted = (column: string, why: string, mayDecide: boolean): LeftOut => ({ name: column, why, mayDecide });
  return {
    table,
    deals: told.deals,
    columns: table.columns.filter(({ name }) => !unused.has(name)),
    leftOut: [
      ...suspected.map(({ column, because }) => noted(column, because, true)),
      ...leftOut,
      ...useless.map(({ column, because }) =>
        column === amountColumn ? lastAmountOnly : noted(column, because, false),
      ),
      ...notTheCustomer,
      ...afterTheClose,
    ],
  };
}

/** Deals of one pipeline that began in the same half-year: at another time, or sold otherwise, others may be won. */
function strataOf(all: GatheredDeals["team"]["history"]["deals"], deals: readonly number[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(deals, (deal) => {
    const { pipelineId = "", createdAt = null } = all[deal] ?? {};
    const key = `${pipelineId} ${createdAt === null ? "" : Math.floor(createdAt / halfYearMs)}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** The same numbers told from 0. */
function numbered(numbers: Int32Array): Int32Array {
  const places = new Map([...new Set(numbers)].map((number, place) => [number, place]));
  return numbers.map((number) => places.get(number) ?? 0);
}

function firstOfCopies(table: OddsTable, mayHoldCopies: boolean): Uint8Array {
  if (!mayHoldCopies) return new Uint8Array(table.deals.length).fill(1);
  return Uint8Array.from(findDuplicates(table).firstOf, (first, row) => (first === row ? 1 : 0));
}

/** Of all closed deals, not only of those learnt from: the lists behind a row show every one. */
function evidenceFor(
  is: RowCondition,
  gathered: GatheredDeals,
  closed: Uint8Array,
): Pick<CardRow, "shown" | "notShown"> {
  const answers = answersOf(is, gathered);
  const { deals } = gathered.team.history;
  const count = (answer: Answer) => {
    let [won, all] = [0, 0];
    for (const [place, { status }] of deals.entries()) {
      if (closed[place] !== 1 || answers[place] !== answer) continue;
      all += 1;
      if (status === "won") won += 1;
    }
    return wonOfCount(won, all);
  };
  return { shown: count(yesAnswer), notShown: count(noAnswer) };
}

/** What every deal answers to a row. */
function answersOf(is: RowCondition, { columns, openingCents, team }: GatheredDeals): Uint8Array {
  const { deals } = team.history;
  if (is.kind === "range" && is.money)
    return Uint8Array.from(deals, (_, place) => answerTo(is, centsOf(openingCents[place])));
  const column = columns.find(({ heading }) => heading === is.heading);
  if (!column) return new Uint8Array(deals.length).fill(unknownAnswer);
  const byLevel = column.levels.map((_, level) =>
    answerTo(is, valueOn({ levels: column.levels, codes: Int32Array.of(level) }, 0)),
  );
  return Uint8Array.from(deals, (_, place) => byLevel[column.codes[place] ?? -1] ?? unknownAnswer);
}

const centsOf = (cents: number | undefined) => (cents === undefined || Number.isNaN(cents) ? null : cents);

/** How every deal answers the scorecard, in the order of the gathered deals: one at a time, since there may be a million. */
export function* markDeals(rows: readonly CardRow[], gathered: GatheredDeals): Generator<Fit> {
  const answers = rows.map(({ is }) => answersOf(is, gathered));
  for (const [place, { id, status }] of gathered.team.history.deals.entries()) {
    const marks = marksOf(answers.map((column): Answer => toAnswer(column[place])));
    yield { ...marks, dealId: id, open: status === "open", points: pointsOf(rows, marks) };
  }
}

const toAnswer = (answer: number | undefined): Answer =>
  answer === yesAnswer ? yesAnswer : answer === noAnswer ? noAnswer : unknownAnswer;
