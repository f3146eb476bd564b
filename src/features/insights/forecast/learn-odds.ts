import type { TeamHistory } from "../history/build-history.ts";
import type { OddsTable } from "../odds/columns/rules.ts";
import { findDuplicates } from "../odds/duplicates/rules.ts";
import { suspectLeaks } from "../odds/leaks/rules.ts";
import { foldsOf } from "../odds/learning/rules.ts";
import { fitOdds, oddsOf } from "../odds/rules.ts";
import { aboutDates, chooseColumns, type FieldUse, holdsDates } from "./choose-columns.ts";
import {
  afterTheClose,
  amountColumn,
  type LeftOut,
  leftOutOf,
  namesOf,
  ownerColumn,
  type StoredOdds,
} from "./rules.ts";
import { closedBy, columnsOf, rowOf, tableLooks } from "./table-looks.ts";

type Ask = {
  fewest: number;
  fields: FieldUse;
  /** Only columns that somebody named as known at the opening; else all but what is left out. */
  onlyNamed?: boolean | undefined;
  until: number;
  /** Two rows that are the same in everything may be one deal written twice: where nothing tells deals apart. */
  mayHoldCopies: boolean;
  throwIfCancelled?: (() => void) | undefined;
};

type LearntOdds = Omit<StoredOdds, "effort"> & {
  leftOut: LeftOut[];
  /** Whether the last amount is a fact about a deal, rather than about how it ended. */
  amountIsKnown: boolean;
  /** Deals written twice, by their places in the history. */
  copies: ReadonlySet<number>;
};

/** Learns the odds from a team's closed deals, each seen only as it was known while it was open. */
export function learnOdds(team: TeamHistory, ask: Ask): LearntOdds {
  const { fields, fewest, onlyNamed, until, mayHoldCopies, throwIfCancelled } = ask;
  const { usable, leftOut } = chooseColumns(team.columns, closedBy(team, until), ask);
  const lastAmount = fields.get(amountColumn) === "known-at-open";
  const owner = !onlyNamed || fields.get(ownerColumn) === "known-at-open";
  const { table, looks, deals } = tableLooks(team, { until, columns: usable, lastAmount, owner });
  const allow = [...fields].flatMap(([heading, use]) => (use === "known-at-open" ? heading : []));
  const couldBeCopies = mayHoldCopies && looks === null;
  const fitted = fitOdds(table, { needed: fewest, allow, mayHoldCopies: couldBeCopies, throwIfCancelled });

  const amountLeak = lastAmount ? undefined : whyAmountTells(team, until);
  const knownThen = looks !== null && table.columns.some(({ name }) => name === amountColumn);
  const amountLeftOut =
    lastAmount || (knownThen && !amountLeak)
      ? []
      : [{ name: amountColumn, why: amountLeak ?? `${onlyLast} ${groupsOnly}`, mayDecide: true }];
  const withAmount = amountLeak
    ? { ...fitted, suspectedLeaks: [...fitted.suspectedLeaks, { column: amountColumn, because: amountLeak }] }
    : fitted;
  const names = namesOf(team.history.signs, team.columns);
  return {
    fitted: withAmount,
    names,
    stages: Object.fromEntries(team.history.stages.map(({ id, name }) => [id, name])),
    allowed: allowedAllTheSame(team, table, { allow, until }),
    lastAmount,
    leftOut: [...leftOutOf(fitted, names), ...amountLeftOut, ...leftOut, ...afterTheClose],
    amountIsKnown: !amountLeak,
    copies: couldBeCopies ? copiesIn(table, deals) : new Set(),
  };
}

/** Which of the columns that somebody allowed would have been left out, and why. */
function allowedAllTheSame(
  team: TeamHistory,
  table: OddsTable,
  { allow, until }: { allow: readonly string[]; until: number },
): StoredOdds["allowed"] {
  const columns = table.columns.filter(({ name }) => allow.includes(name));
  if (columns.length === 0 || table.deals.length === 0) return [];
  const folds = foldsOf({ together: table.deals, outcomes: table.outcomes }, 5, 500);
  const suspects = new Map(suspectLeaks({ ...table, columns }, folds).map((leak) => [leak.column, leak]));
  const closed = closedBy(team, until);
  const dates = team.columns.filter((column) => holdsDates(column, closed)).map(({ heading }) => heading);
  return columns.flatMap(({ name }) => {
    const suspect = suspects.get(name);
    if (suspect) return suspect;
    if (dates.includes(name)) return { column: name, because: aboutDates };
    return name === amountColumn ? { column: name, because: onlyLast } : [];
  });
}

/** The deals that are exact copies of another, by their places in the history. */
function copiesIn(table: OddsTable, deals: readonly number[]): Set<number> {
  const { firstOf } = findDuplicates(table);
  return new Set(deals.filter((_, row) => firstOf[row] !== row));
}

const onlyLast = "Only its last value is recorded, which may be that of the close.";
const groupsOnly = "It groups deals by size; the odds go without it.";

/** Why the last amount tells how a deal ended, if it does: zero on every lost deal, or filled in on won ones only. */
function whyAmountTells({ history, ...team }: TeamHistory, until: number): string | undefined {
  const undated = { ...history, looks: { ...history.looks, count: 0 } };
  const { table } = tableLooks({ history: undated, ...team }, { until, columns: [], lastAmount: true, owner: false });
  if (table.deals.length === 0) return undefined;
  const folds = foldsOf({ together: table.deals, outcomes: table.outcomes }, 5, 500);
  return suspectLeaks(table, folds)[0]?.because;
}

/** The odds of every open deal, from its last look. */
export function oddsOfOpenDeals(
  team: TeamHistory,
  { fitted: model, lastAmount }: Pick<StoredOdds, "fitted" | "lastAmount">,
) {
  if (model.kind !== "model") return [];
  const { deals, looks } = team.history;
  const modelColumns = columnsOf(model, lastAmount);
  const lastLook = new Map<number, number>();
  for (let row = 0; row < looks.count; row++) lastLook.set(Number(looks.deal[row]), row);
  return deals.flatMap(({ id, status }, deal) => {
    if (status !== "open") return [];
    const { probability, low, high } = oddsOf(model, rowOf(team, deal, lastLook.get(deal) ?? null, modelColumns));
    return { dealId: id, probability, low, high };
  });
}
