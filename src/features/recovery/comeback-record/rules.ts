import { dayMs, type Instant } from "../../../platform/dates.ts";
import { usualLongestRun } from "../../../statistics/longest-run.ts";
import { intervalReach } from "../../../statistics/normal-distribution.ts";
import { tooFew } from "../../../statistics/too-few.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import { usualWinsAfterLoss } from "../../../statistics/wins-after-loss.ts";
import type { Result } from "../../deals/closes/results/rules.ts";
import type { ComebackFigures } from "./contract.ts";
import { type ConversationPart, conversationPart, nextConversation } from "./next-conversation/rules.ts";

/** Fewer deals after a loss (losses with time behind them, results) than this say nothing. */
export const fewest = 10;
export const formLength = 20;
export const windows = [30, 60, 90] as const;

/** What one person's results and conversations add to a record. Nothing in it can be told apart once it is summed. */
export type PersonPart = {
  results: readonly Result[];
  won: number;
  afterLoss: number;
  winsAfterLoss: number;
  within: readonly WithinPart[];
  conversations: ConversationPart;
};
type WithinPart = { losses: number; withWin: number; wins: number; usual: number; apart: number };

/** `talks`: when the first conversation of each of the person's deals was, oldest first. */
export function personPart(results: readonly Result[], talks: readonly Instant[], until: Instant): PersonPart {
  const next = results.filter((_, place) => place > 0 && results[place - 1]?.won === false);
  return {
    results,
    won: results.filter(({ won }) => won).length,
    afterLoss: next.length,
    winsAfterLoss: next.filter(({ won }) => won).length,
    within: windows.map((days) => withinPart(results, days * dayMs, until)),
    conversations: conversationPart(
      results.filter(({ won }) => !won).map(({ closedAt, dayOnly }) => (dayOnly ? closedAt + dayMs : closedAt)),
      talks,
      until,
    ),
  };
}

/**
 * Losses with `length` behind them and the wins within it. Usual: the wins within `length` of any moment, from the first
 * result to the last moment with so much time behind it, times the losses. `apart`: how many of these losses lie at least `length` apart;
 * only so many say something of their own, since one win is found behind every loss shortly before it.
 */
function withinPart(results: readonly Result[], length: number, until: Instant): WithinPart {
  const from = results[0]?.closedAt ?? until;
  const to = until - length;
  const winsAt = results.flatMap(({ won, closedAt }) => (won ? [closedAt] : []));
  let [losses, withWin, wins, apart, after, within] = [0, 0, 0, 0, 0, 0];
  let lastApart = Number.NEGATIVE_INFINITY;
  for (const { won, closedAt } of results) {
    if (won || closedAt > to) continue;
    losses += 1;
    while (after < winsAt.length && (winsAt[after] ?? 0) <= closedAt) after += 1;
    while (within < winsAt.length && (winsAt[within] ?? 0) <= closedAt + length) within += 1;
    wins += within - after;
    if (within > after) withWin += 1;
    if (closedAt - lastApart < length) continue;
    apart += 1;
    lastApart = closedAt;
  }
  // A win lies within `length` of every moment of so long a stretch before it.
  const covered = winsAt.reduce((sum, win) => sum + Math.max(0, Math.min(win, to) - Math.max(from, win - length)), 0);
  return { losses, withWin, wins, usual: to > from ? (losses * covered) / (to - from) : 0, apart };
}

/** The record of one person, or of several as sums; `inOrder` are all their results as they closed. */
export function comebackFigures(
  people: readonly PersonPart[],
  inOrder: readonly Result[],
  leftOut: ComebackFigures["leftOut"],
): ComebackFigures {
  const won = inOrder.filter((result) => result.won).length;
  return {
    won,
    lost: inOrder.length - won,
    form: inOrder.slice(-formLength).map((result) => ({
      dealId: result.dealId,
      outcome: result.won ? "won" : "lost",
      closedAt: new Date(result.closedAt).toISOString(),
    })),
    currentRun: currentRun(inOrder),
    afterLoss: afterLoss(people),
    winsWithin: windows.map((days, place) => ({ days, figure: winsWithin(people, place) })),
    nextConversation: nextConversation(
      people.map(({ conversations }) => conversations),
      fewest,
    ),
    longestLosingRun: longestLosingRun(inOrder, won),
    leftOut,
  };
}

function currentRun(inOrder: readonly Result[]): ComebackFigures["currentRun"] {
  const last = inOrder.at(-1);
  if (!last) return null;
  const before = inOrder.findLastIndex(({ won }) => won !== last.won);
  return { outcome: last.won ? "won" : "lost", length: inOrder.length - 1 - before };
}

function afterLoss(people: readonly PersonPart[]): ComebackFigures["afterLoss"] {
  const of = people.reduce((sum, part) => sum + part.afterLoss, 0);
  if (of < fewest) return tooFew(of, fewest);
  if (people.every(({ won }) => won === 0)) return { kind: "no-variation" };
  const wins = people.reduce((sum, part) => sum + part.winsAfterLoss, 0);
  const usual = usualWinsAfterLoss(
    people.map(({ results, won, afterLoss: followed }) => ({ results: results.length, won, afterLoss: followed })),
  );
  const rate = wilsonInterval({ count: wins, of });
  if (usual.kind === "too-few" || rate.kind === "too-few") return tooFew(of, fewest);
  return {
    kind: "known",
    wins,
    losses: of - wins,
    usualWins: usual.expected,
    chanceLow: usual.low,
    chanceHigh: usual.high,
    rate: rate.estimate,
    low: rate.low,
    high: rate.high,
    verdict: wins > usual.high ? "more" : wins < usual.low ? "fewer" : "as-usual",
  };
}

function winsWithin(people: readonly PersonPart[], place: number): ComebackFigures["winsWithin"][number]["figure"] {
  const sum = (column: keyof WithinPart) =>
    people.reduce((total, { within }) => total + (within[place]?.[column] ?? 0), 0);
  const [losses, apart] = [sum("losses"), sum("apart")];
  if (losses < fewest) return tooFew(losses, fewest);
  const wins = sum("wins") / losses;
  return {
    kind: "known",
    losses,
    withWin: sum("withWin"),
    wins,
    ...scoreInterval(wins, apart),
    usual: sum("usual") / losses,
  };
}

/** Of a mean count over `windows`: those rates whose Poisson mean is within z standard errors of what was counted. */
function scoreInterval(mean: number, windowsApart: number): { low: number; high: number } {
  const z = intervalReach(0.95);
  const counted = mean * windowsApart;
  const reach = z * Math.sqrt(counted + (z * z) / 4);
  const middle = counted + (z * z) / 2;
  return { low: Math.max(0, middle - reach) / windowsApart, high: (middle + reach) / windowsApart };
}

function longestLosingRun(inOrder: readonly Result[], won: number): ComebackFigures["longestLosingRun"] {
  if (inOrder.length < fewest) return tooFew(inOrder.length, fewest);
  if (won === 0 || won === inOrder.length) return { kind: "no-variation" };
  let [length, run, last] = [0, 0, 0];
  inOrder.forEach((result, place) => {
    run = result.won ? 0 : run + 1;
    if (run > length) [length, last] = [run, place];
  });
  const usual = usualLongestRun(inOrder.length, won / inOrder.length);
  if (usual.kind === "too-few") return usual;
  const chance = { chanceMiddle: usual.median, chanceLow: usual.low, chanceHigh: usual.high };
  const first = last - length + 1;
  const told = (place: number) => new Date(inOrder[place]?.closedAt ?? 0).toISOString();
  const when = { firstAt: told(first), lastAt: told(last), atBeginning: first < inOrder.length / 10 };
  return { kind: "known", length, ...when, won, of: inOrder.length, ...chance };
}
