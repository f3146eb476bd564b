import { dayMs, type Instant } from "../../../../platform/dates.ts";
import { competingRisks, type EndedStep } from "../../../../statistics/competing-risks.ts";
import { type TooFew, tooFew } from "../../../../statistics/too-few.ts";

/** When a deal began and closed. */
export type DealTimes = { ownerId: string | null; status: string; createdAt: Instant; closedAt: Instant | null };
type MarkOf = (close: { ownerId: string | null; closedAt: Instant; createdAt: Instant }) => { bulkEdited: boolean };

/** Their days, but for those closed in a bulk edit: when somebody tidied up says nothing about how long a deal took. */
export function daysOf(deals: readonly DealTimes[], until: Instant, markOf: MarkOf): DealDays[] {
  return deals.flatMap(({ ownerId, status, createdAt, closedAt }) => {
    const ended = status === "won" || status === "lost" ? status : "open";
    if (closedAt === null || ended === "open") return { days: (until - createdAt) / dayMs, ended: "open" as const };
    if (markOf({ ownerId, closedAt, createdAt }).bulkEdited) return [];
    return { days: (closedAt - createdAt) / dayMs, ended };
  });
}

/** A deal's days from its beginning until it ended, or until now. */
export type DealDays = { days: number; ended: "open" | "won" | "lost" };

/** How long won deals took, deals that are still open included with the days they have had. */
export type Cycle = {
  kind: "known";
  from: "own" | "team";
  wins: number;
  /** Of all deals, the share won by then; it only grows. */
  wonBy: (days: number) => number;
  /** The share won in the end, as far as anybody has seen. */
  wonAtAll: number;
  middleDays: number;
};

const fewestWins = 20;

const winsOf = (deals: readonly DealDays[]) => deals.filter(({ ended }) => ended === "won").length;

/** Whether these are enough to go by alone, without the team's. */
export const tellsOwnPace = (own: readonly DealDays[]): boolean => winsOf(own) >= fewestWins;

/**
 * Question: how long do deals take that are won, when some are still open and others were lost?
 *
 * Formula: the share of deals won by a number of days, losses taken as what they are, another way to end (`competingRisks`); of the
 * person's own deals from 20 wins on, else of the team's. Of wins, the share by a day is that share over the last one. Of a deal
 * open for `age` days, its win comes between two days with (F(age + until) − F(age + from)) / (F(∞) − F(age)).
 *
 * Assumptions: deals that begin now take as long as past ones. Units: days. Failure values: fewer than 20 wins in the whole team, too few.
 * Source: docs/methods/competing-risks.md. Example: in docs/methods/quota-gap.md, run as a test.
 */
export function cycleOf(own: readonly DealDays[], team: readonly DealDays[]): Cycle | TooFew {
  const from = tellsOwnPace(own) ? "own" : "team";
  const deals = from === "own" ? own : team;
  const wins = winsOf(deals);
  if (wins < fewestWins) return tooFew(wins, fewestWins);
  const curve = competingRisks({
    time: deals.map(({ days }) => Math.max(0, days)),
    ended: deals.map(({ ended }) => ({ open: 0, won: 1, lost: 2 })[ended]),
  });
  if (curve.kind === "too-few") return curve;
  const { steps } = curve;
  const wonAtAll = steps.at(-1)?.won.share ?? 0;
  const middle = steps.find(({ won }) => won.share >= wonAtAll / 2 - 1e-12);
  return { kind: "known", from, wins, wonAtAll, wonBy: (days) => wonBy(steps, days), middleDays: middle?.time ?? 0 };
}

function wonBy(steps: readonly EndedStep[], days: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.time ?? 0) <= days) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1]?.won.share ?? 0;
}

/** Of a deal this old that will be won, how likely its win comes between so many days from now; null: no deal that old was won. */
export function shareOfWins(
  { wonBy: won, wonAtAll }: Pick<Cycle, "wonBy" | "wonAtAll">,
  ageDays: number,
  { from, until }: { from: number; until: number },
): number | null {
  // A deal of today has had no day yet in which it could be won.
  const before = ageDays <= 0 ? 0 : won(ageDays);
  const ahead = wonAtAll - before;
  if (ahead < 1e-9) return null;
  const start = from <= 0 ? before : won(ageDays + from);
  return Math.min(1, Math.max(0, (won(ageDays + until) - start) / ahead));
}
