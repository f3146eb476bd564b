import { benjaminiHochberg } from "../../../statistics/benjamini-hochberg.ts";
import { clusteredDifference } from "../../../statistics/clustered-difference.ts";
import { fishersExact } from "../../../statistics/fishers-exact.ts";
import { mantelHaenszelDifference } from "../../../statistics/mantel-haenszel-difference.ts";
import type { Stratum } from "../../../statistics/strata.ts";
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
  const ends = endsOf(history);
  const { won } = ends;
  const tested: Omit<Judged, "adjustedP">[] = [];
  const tooFew: TooFewToJudge[] = [];
  const shownByDeal = new Map<string, Uint8Array>();
  let done = 0;
  for (const candidate of candidates) {
    settings.onProgress?.(done++);
    const seen = candidate.observe();
    const byDeal = shownOf(seen, history.deals.length);
    const { shown, notShown, lostCents } = countOf(byDeal, ends);
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
      money: lostCents === null ? null : { amountCents: lostCents, currency: settings.currency },
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
    const deal = seen.deal[row] ?? 0;
    byDeal[deal] = seen.shown[row] === 1 ? 2 : Math.max(byDeal[deal] ?? 0, 1);
  }
  return byDeal;
}

/** A deal may stand in several rows: its looks are not independent of each other. */
function compareLooks({ count, deal, stratum, shown }: Observations, won: Uint8Array) {
  return clusteredDifference({
    subject: deal.subarray(0, count),
    stratum: stratum.subarray(0, count),
    exposed: shown.subarray(0, count),
    won,
    strata: strataIn({ count, stratum }),
  });
}

/** Every deal stands in one row. */
function compareDeals(seen: Observations, won: Uint8Array) {
  // Of each stratum: those that show it, how many of them were won, and the same of the others.
  const counts = new Uint32Array(4 * strataIn(seen));
  for (let row = 0; row < seen.count; row++) {
    const place = 4 * (seen.stratum[row] ?? 0) + (seen.shown[row] === 1 ? 0 : 2);
    counts[place] = (counts[place] ?? 0) + 1;
    if (won[seen.deal[row] ?? 0] === 1) counts[place + 1] = (counts[place + 1] ?? 0) + 1;
  }
  const strata: Stratum[] = [];
  for (let place = 0; place < counts.length; place += 4) {
    const [shown, others] = [counts[place] ?? 0, counts[place + 2] ?? 0];
    if (shown === 0 || others === 0) continue;
    strata.push({
      exposed: { count: counts[place + 1] ?? 0, of: shown },
      others: { count: counts[place + 3] ?? 0, of: others },
    });
  }
  return mantelHaenszelDifference(strata);
}

function strataIn({ count, stratum }: Pick<Observations, "count" | "stratum">): number {
  let most = -1;
  for (let row = 0; row < count; row++) most = Math.max(most, stratum[row] ?? 0);
  return most + 1;
}

type Count = { won: number; deals: number };

/** How each deal ended, in columns. */
type Ends = { won: Uint8Array; lost: Uint8Array /** NaN where nobody knows the amount. */; amountCents: Float64Array };

function endsOf({ deals }: History): Ends {
  return {
    won: Uint8Array.from(deals, ({ status }) => (status === "won" ? 1 : 0)),
    lost: Uint8Array.from(deals, ({ status }) => (status === "lost" ? 1 : 0)),
    amountCents: Float64Array.from(deals, ({ amountCents }) => amountCents ?? Number.NaN),
  };
}

/** The deals on either side, and the money of those lost that show it; null where no amount is known. */
function countOf(byDeal: Uint8Array, { won, lost, amountCents }: Ends) {
  const [shown, notShown]: [Count, Count] = [
    { won: 0, deals: 0 },
    { won: 0, deals: 0 },
  ];
  let lostCents: number | null = null;
  for (let deal = 0; deal < byDeal.length; deal++) {
    const state = byDeal[deal] ?? 0;
    if (state === 0) continue;
    const side = state === 2 ? shown : notShown;
    side.deals += 1;
    side.won += won[deal] ?? 0;
    const cents = amountCents[deal] ?? Number.NaN;
    if (state === 2 && lost[deal] === 1 && !Number.isNaN(cents)) lostCents = (lostCents ?? 0) + cents;
  }
  return { shown, notShown, lostCents };
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

function worstFirst(one: Judged, other: Judged): number {
  return one.difference - other.difference || (other.money?.amountCents ?? 0) - (one.money?.amountCents ?? 0);
}
