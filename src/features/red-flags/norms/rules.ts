import { calendarOf, numberOfDay } from "../../../platform/calendar.ts";
import { addMonths, type Instant } from "../../../platform/dates.ts";
import type { DealRecord } from "../../deals/rules.ts";
import type { StageNorm, StageNorms } from "../readings/rules.ts";

/**
 * How long won deals stand in each stage.
 *
 * Question: how many days does a deal that we win usually spend in this stage? Formula: the mean length of all stays of
 * deals won by `at`; a stay ends when the next stage is entered, the last one when the deal is won. Assumes that a
 * stage's entry is recorded: stays whose beginning the CRM never told are left out. Deals in `leftOut`, such as those
 * closed by a bulk edit, do not count. Milliseconds; null without any stay. Only what was known at `at` counts, so that
 * a norm can be replayed.
 */
export function stageNorms(
  records: readonly DealRecord[],
  at: Instant,
  leftOut: ReadonlySet<string> = new Set(),
): StageNorms {
  const sums = new Map<string, StaySum>();
  for (const record of records) {
    if (leftOut.has(record.id)) continue;
    for (const [stageId, sum] of staySums(record, at)) addSum(sums, stageId, sum, 1);
  }
  return normsOf(sums);
}

/** Norms and the instant from which on they were known. */
export type DatedNorms = { from: Instant; norms: StageNorms };

/** What deals were held against at an instant: the last norms known by then. Dated norms are oldest first. */
export function normsAt(dated: readonly DatedNorms[], at: Instant): StageNorms {
  return dated.findLast(({ from }) => from <= at)?.norms ?? noNorms;
}
const noNorms: StageNorms = new Map();

/** A deal as far as norms go: when it stood where, and how it ended. */
export type WonHistory = Pick<DealRecord, "id" | "stageChanges" | "outcomes">;

/**
 * Norms over the years, as `stageNorms` would have said them on the first day of each month, from one look at each deal.
 *
 * What a deal adds changes only when it is won or opened again, or when an entry of a stage becomes known afterwards, so
 * that only these changes are kept, in the month that sees them first.
 */
export function collectNorms(timeZone: string) {
  const changes = new Map<Instant, Map<string, StaySum>>();
  const { dayAt, beginOf } = calendarOf(timeZone);
  const monthAfter = (at: Instant): Instant => {
    const first = `${dayAt(at).slice(0, 7)}-01`;
    const begin = beginOf(numberOfDay(first));
    return begin === at ? at : beginOf(numberOfDay(addMonths(first, 1)));
  };
  return {
    add: (deal: WonHistory): void => {
      const news = [
        ...deal.outcomes.flatMap(({ closedAt, reopenedAt }) => [closedAt, reopenedAt ?? closedAt]),
        ...deal.stageChanges.map(({ knownAt }) => knownAt),
      ];
      const firstWin = deal.outcomes.find(({ status }) => status === "won")?.closedAt;
      if (firstWin === undefined) return;
      const months = new Set(news.filter((at) => at >= firstWin).map(monthAfter));
      let before: ReadonlyMap<string, StaySum> = new Map();
      for (const month of [...months].sort((one, other) => one - other)) {
        const now = staySums(deal, month);
        const change = changes.get(month) ?? new Map<string, StaySum>();
        for (const [stageId, sum] of before) addSum(change, stageId, sum, -1);
        for (const [stageId, sum] of now) addSum(change, stageId, sum, 1);
        changes.set(month, change);
        before = now;
      }
    },
    /** Oldest first. */
    finish: (): DatedNorms[] => {
      const sums = new Map<string, StaySum>();
      return [...changes]
        .toSorted(([one], [other]) => one - other)
        .map(([from, change]) => {
          for (const [stageId, sum] of change) addSum(sums, stageId, sum, 1);
          return { from, norms: normsOf(sums) };
        });
    },
  };
}

type StaySum = { deals: number; stays: number; totalMs: number };

/** The stays of one deal in each stage, if it stood won at an instant; none otherwise. */
function staySums({ stageChanges, outcomes }: WonHistory, at: Instant): Map<string, StaySum> {
  const sums = new Map<string, StaySum>();
  const won = outcomes.findLast(({ closedAt }) => closedAt <= at);
  if (won?.status !== "won" || (won.reopenedAt !== null && won.reopenedAt <= at)) return sums;
  const entries = stageChanges
    .filter((change) => change.knownAt <= at && !change.assumedAt && change.enteredAt <= won.closedAt)
    .filter(({ stageId }, place, changes) => stageId !== changes[place - 1]?.stageId);
  for (const [place, { stageId, enteredAt }] of entries.entries()) {
    const sum = sums.get(stageId) ?? { deals: 1, stays: 0, totalMs: 0 };
    sum.stays += 1;
    sum.totalMs += (entries[place + 1]?.enteredAt ?? won.closedAt) - enteredAt;
    sums.set(stageId, sum);
  }
  return sums;
}

function addSum(sums: Map<string, StaySum>, stageId: string, { deals, stays, totalMs }: StaySum, times: 1 | -1): void {
  const sum = sums.get(stageId) ?? { deals: 0, stays: 0, totalMs: 0 };
  sums.set(stageId, {
    deals: sum.deals + times * deals,
    stays: sum.stays + times * stays,
    totalMs: sum.totalMs + times * totalMs,
  });
}

function normsOf(sums: ReadonlyMap<string, StaySum>): StageNorms {
  const norms = new Map<string, StageNorm>();
  for (const [stageId, { deals, stays, totalMs }] of sums) {
    if (deals > 0) norms.set(stageId, { wonDeals: deals, averageMs: Math.round(totalMs / stays) });
  }
  return norms;
}

/** Whether two teams' norms, or one's on two days, say the same of every stage. */
export function normsEqual(one: StageNorms, other: StageNorms): boolean {
  const holds = ([stageId, { wonDeals, averageMs }]: [string, StageNorm]) => {
    const norm = other.get(stageId);
    return norm?.wonDeals === wonDeals && norm.averageMs === averageMs;
  };
  return one.size === other.size && [...one].every(holds);
}
