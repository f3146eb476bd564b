import { benjaminiHochberg } from "../../../statistics/benjamini-hochberg.ts";
import { clusteredDifference } from "../../../statistics/clustered-difference.ts";
import { fishersExact } from "../../../statistics/fishers-exact.ts";
import { mantelHaenszelDifference } from "../../../statistics/mantel-haenszel-difference.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import type { History } from "../history/rules.ts";
import type { Judged, TooFewToJudge, WinRate } from "./contract.ts";
import type { Candidate, Observations } from "./list-candidates.ts";

export type JudgedCandidates = {
  looked: number;
  /** Survived the correction; the costliest loss first. */
  findings: Judged[];
  noDifference: Judged[];
  tooFew: TooFewToJudge[];
  /** For each judged candidate, by its key: 0 not seen, 1 does not show it, 2 shows it, for each deal. */
  shownByDeal: Map<string, Uint8Array>;
};

export type JudgeSettings = {
  fewestASide: number;
  falseDiscoveryRate: number;
  currency: string;
  sideOf: (candidate: Candidate) => Judged["side"];
  noteOf: (candidate: Candidate) => string | null;
  /** Told after each candidate; may throw to stop. */
  onProgress?: (done: number) => void;
};

/** Below this many expected in a cell, the normal approximation is left for the exact test. */
const fewestExpected = 5;

/**
 * Holds every candidate against the outcome, and keeps as findings what survives the correction for all that was tested.
 * A candidate is tested only where enough closed deals show it and enough do not.
 */
export function judgeCandidates(
  history: History,
  candidates: Iterable<Candidate>,
  settings: JudgeSettings,
): JudgedCandidates {
  const won = Uint8Array.from(history.deals, ({ status }) => (status === "won" ? 1 : 0));
  const tested: Omit<Judged, "adjustedP">[] = [];
  const tooFew: TooFewToJudge[] = [];
  const shownByDeal = new Map<string, Uint8Array>();
  let done = 0;
  for (const candidate of candidates) {
    settings.onProgress?.(done++);
    const seen = candidate.observe();
    const byDeal = shownOf(seen, history.deals.length);
    const [shown, notShown] = [rateOf(byDeal, 2, won), rateOf(byDeal, 1, won)];
    const { observe: _, repeated, ...about } = candidate;
    const side = settings.sideOf(candidate);
    if (shown.deals === 0) continue;
    if (Math.min(shown.deals, notShown.deals) < settings.fewestASide) {
      const needed = stillNeeded(shown.deals, notShown.deals, settings.fewestASide);
      if (needed !== null) tooFew.push({ ...about, side, shown: shown.deals, notShown: notShown.deals, needed });
      continue;
    }
    const difference = repeated ? compareLooks(seen, won) : compareDeals(seen, won);
    const [shownRate, notShownRate] = [winRateOf(shown), winRateOf(notShown)];
    if (difference.kind !== "interval" || !shownRate || !notShownRate) continue;
    const exact = expectsFew(shown, notShown)
      ? fishersExact({ count: shown.won, of: shown.deals }, { count: notShown.won, of: notShown.deals })
      : null;
    tested.push({
      ...about,
      side,
      shown: shownRate,
      notShown: notShownRate,
      difference: difference.estimate,
      low: difference.low,
      high: difference.high,
      deals: shown.deals,
      p: exact?.kind === "p-value" ? Math.max(exact.p, difference.p) : difference.p,
      money: moneyLost(history, byDeal, settings.currency),
      note: settings.noteOf(candidate),
    });
    shownByDeal.set(candidate.key, byDeal);
  }
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  const judged = tested.map((one, place): Judged => ({ ...one, adjustedP: Number(adjusted[place]) }));
  const survives = ({ adjustedP }: Judged) => adjustedP <= settings.falseDiscoveryRate;
  return {
    looked: tested.length,
    findings: judged.filter(survives).toSorted(worstFirst),
    noDifference: judged.filter((one) => !survives(one)).toSorted((one, other) => one.p - other.p),
    tooFew: tooFew.toSorted((one, other) => one.needed - other.needed),
    shownByDeal,
  };
}

/** Whether each deal was seen to show it, at any look. */
function shownOf(seen: Observations, deals: number): Uint8Array {
  const byDeal = new Uint8Array(deals);
  for (let row = 0; row < seen.count; row++) {
    const deal = Number(seen.deal[row]);
    byDeal[deal] = Math.max(Number(byDeal[deal]), seen.shown[row] === 1 ? 2 : 1);
  }
  return byDeal;
}

/** A deal may stand in several rows: its looks are not independent of each other. */
function compareLooks({ count, deal, stratum, shown }: Observations, won: Uint8Array) {
  let strata = 0;
  for (let row = 0; row < count; row++) strata = Math.max(strata, Number(stratum[row]) + 1);
  return clusteredDifference({
    subject: deal.subarray(0, count),
    stratum: stratum.subarray(0, count),
    exposed: shown.subarray(0, count),
    won,
    strata,
  });
}

/** Every deal stands in one row. */
function compareDeals(seen: Observations, won: Uint8Array) {
  const strata = new Map<number, [shownWon: number, shown: number, otherWon: number, other: number]>();
  for (let row = 0; row < seen.count; row++) {
    const key = Number(seen.stratum[row]);
    const counts = strata.get(key) ?? [0, 0, 0, 0];
    const result = Number(won[Number(seen.deal[row])]);
    if (seen.shown[row] === 1) {
      counts[0] += result;
      counts[1] += 1;
    } else {
      counts[2] += result;
      counts[3] += 1;
    }
    strata.set(key, counts);
  }
  return mantelHaenszelDifference(
    [...strata.values()].map(([shownWon, shown, otherWon, other]) => ({
      exposed: { count: shownWon, of: shown },
      others: { count: otherWon, of: other },
    })),
  );
}

type Count = { won: number; deals: number };

function rateOf(byDeal: Uint8Array, state: number, won: Uint8Array): Count {
  const count = { won: 0, deals: 0 };
  for (let deal = 0; deal < byDeal.length; deal++) {
    if (byDeal[deal] !== state) continue;
    count.deals += 1;
    count.won += Number(won[deal]);
  }
  return count;
}

function winRateOf({ won, deals }: Count): WinRate | null {
  const interval = wilsonInterval({ count: won, of: deals });
  if (interval.kind === "too-few") return null;
  return { won, deals, value: interval.estimate, low: interval.low, high: interval.high };
}

function expectsFew(one: Count, other: Count): boolean {
  const deals = one.deals + other.deals;
  const won = one.won + other.won;
  return (Math.min(one.deals, other.deals) * Math.min(won, deals - won)) / deals < fewestExpected;
}

/** How many more closed deals, at the share that shows it now; null where nobody shows it or everybody does. */
function stillNeeded(shown: number, notShown: number, fewest: number): number | null {
  const rarer = Math.min(shown, notShown);
  if (rarer === 0) return null;
  return Math.ceil(((fewest - rarer) * (shown + notShown)) / rarer);
}

function moneyLost({ deals }: History, byDeal: Uint8Array, currency: string): Judged["money"] {
  let amountCents = 0;
  let known = false;
  for (const [deal, { status, amountCents: amount }] of deals.entries()) {
    if (byDeal[deal] !== 2 || status !== "lost" || amount === null) continue;
    amountCents += amount;
    known = true;
  }
  return known ? { amountCents, currency } : null;
}

function worstFirst(one: Judged, other: Judged): number {
  return one.difference - other.difference || (other.money?.amountCents ?? 0) - (one.money?.amountCents ?? 0);
}
