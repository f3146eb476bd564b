import { type Day, daysBetween } from "../../../../platform/dates.ts";
import { sumOf } from "../../../../platform/money.ts";
import { intervalReach } from "../../../../statistics/normal-distribution.ts";
import type { TooFew } from "../../../../statistics/too-few.ts";
import type { VisibleOwners } from "../../../deals/access.ts";
import { type Cycle, shareOfWins } from "../../../deals/closes/days-to-win/rules.ts";
import { enoughToTell } from "../../../team/small-groups/rules.ts";
import type { Period } from "../rules.ts";
import type { Coverage, QuotaFigures } from "./contract.ts";

export type Quota = { memberId: string; beginsOn: Day; endsOn: Day; amountCents: number; currency: string };
export type Counted = { quotas: Quota[]; overlapping: number; reachingBeyond: number };

/** Of the people a report is of, those whose quotas this person may see. */
export function quotaPeople(owners: VisibleOwners, seen: "all" | readonly string[]): "all" | readonly string[] {
  if (owners === "all") return seen;
  return seen === "all" ? owners.owners : owners.owners.filter((id) => seen.includes(id));
}

/**
 * Which quotas of a period count: of a person the one of exactly its days; else those within it that lie in no other one of
 * theirs. A longer one is not cut to size: nobody said that it is to be won evenly.
 */
export function countedQuotas(all: readonly Quota[], period: Period): Counted {
  const counted: Counted = { quotas: [], overlapping: 0, reachingBeyond: 0 };
  for (const theirs of byMember(all).values()) {
    const within = theirs.filter(({ beginsOn, endsOn }) => period.from <= beginsOn && endsOn <= period.until);
    const widest = within.filter((quota) => !within.some((other) => other !== quota && holds(other, quota)));
    if (widest.length === 0) counted.reachingBeyond += 1;
    else if (widest.some((quota) => widest.some((other) => other !== quota && overlap(quota, other))))
      counted.overlapping += 1;
    else counted.quotas.push(...widest);
  }
  return counted;
}

function byMember(quotas: readonly Quota[]): Map<string, Quota[]> {
  const groups = new Map<string, Quota[]>();
  for (const quota of quotas) {
    const theirs = groups.get(quota.memberId);
    if (theirs) theirs.push(quota);
    else groups.set(quota.memberId, [quota]);
  }
  return groups;
}

const holds = (wide: Quota, narrow: Quota) => wide.beginsOn <= narrow.beginsOn && narrow.endsOn <= wide.endsOn;
const overlap = (one: Quota, other: Quota) => one.beginsOn <= other.endsOn && other.beginsOn <= one.endsOn;

/** Won deals of one quota in one currency and, where it is another than the quota's, of one day. Currency null: no amount. */
export type WonTally = { quota: number; currency: string | null; on: Day | null; deals: number; cents: number };
/** What one minor unit of a currency is worth in the workspace's own on a day; null where no rate is known. */
export type Worth = (currency: string, on: Day) => number | null;
type Place = { currency: string; today: Day; worth: Worth };

/** What was won of the quotas: each in its own currency, and all of them in the workspace's at the rate of each quota's last day. */
export function quotaFiguresOf(
  { quotas, overlapping, reachingBeyond }: Counted,
  tallies: readonly WonTally[],
  { currency, today, worth }: Place,
): QuotaFigures & { leftCents: number } {
  let [wonDeals, wonNoAmount, wonNoRate, quotasWithoutRate] = [0, 0, 0, 0];
  const wonOf = quotas.map(() => 0);
  for (const { quota: place, currency: paid, on, deals, cents } of tallies) {
    const quota = quotas[place];
    if (!quota) continue;
    const unit = paid === null ? null : on === null ? 1 : unitOf(paid, quota.currency, on, worth);
    if (paid === null) wonNoAmount += deals;
    else if (unit === null) wonNoRate += deals;
    else {
      wonDeals += deals;
      wonOf[place] = (wonOf[place] ?? 0) + cents * unit;
    }
  }
  const inCurrency = new Map<string, Sum>();
  const total: Sum = { quotas: 0, quota: 0, won: 0 };
  for (const [place, quota] of quotas.entries()) {
    const won = wonOf[place] ?? 0;
    const own = inCurrency.get(quota.currency) ?? { quotas: 0, quota: 0, won: 0 };
    inCurrency.set(quota.currency, added(own, quota.amountCents, won));
    const unit = unitOf(quota.currency, currency, quota.endsOn < today ? quota.endsOn : today, worth);
    if (unit === null) quotasWithoutRate += 1;
    else Object.assign(total, added(total, quota.amountCents * unit, won * unit));
  }
  return {
    ...{ people: new Set(quotas.map(({ memberId }) => memberId)).size, overlapping, reachingBeyond },
    byCurrency: [...inCurrency].sort(([one], [other]) => (one < other ? -1 : 1)).map(([its, sum]) => told(sum, its)),
    total: total.quotas === 0 ? null : told(total, currency),
    ...{ quotasWithoutRate, wonDeals, wonNoAmount, wonNoRate },
    leftCents: Math.max(0, Math.round(total.quota - total.won)),
  };
}

type Sum = { quotas: number; quota: number; won: number };
const added = (sum: Sum, quota: number, won: number): Sum => ({
  quotas: sum.quotas + 1,
  quota: sum.quota + quota,
  won: sum.won + won,
});
const told = ({ quotas, quota, won }: Sum, currency: string) => ({
  quotas,
  quota: sumOf(quota, currency),
  won: sumOf(won, currency),
  share: won / quota,
});

function unitOf(from: string, into: string, on: Day, worth: Worth): number | null {
  if (from === into) return 1;
  const [one, other] = [worth(from, on), worth(into, on)];
  return one === null || other === null ? null : one / other;
}

/** Days a person's open deals have: from the first of their quotas still to come or running, until the last one ends. */
export type Ahead = { memberId: string; from: number; until: number };

export function aheadOf(quotas: readonly Quota[], today: Day): Ahead[] {
  return [...byMember(quotas)].flatMap(([memberId, theirs]) => {
    const left = theirs.filter(({ endsOn }) => endsOn >= today);
    if (left.length === 0) return [];
    const days = left.map(({ beginsOn, endsOn }) => [daysBetween(today, beginsOn), daysBetween(today, endsOn) + 1]);
    const from = Math.max(0, Math.min(...days.map(([first = 0]) => first)));
    return [{ memberId, from, until: Math.max(...days.map(([, last = 0]) => last)) }];
  });
}

/** Open deals alike in days ahead, age and currency: how many, their amounts, and amounts by odds. Null odds: none were made. */
export type OpenTally = {
  from: number;
  until: number;
  ageDays: number;
  currency: string | null;
  hasOdds: boolean;
  deals: number;
  cents: number;
  squares: number;
  /** Σ amount·p, Σ amount²·p and Σ amount²·p² */
  likely: number;
  likelySquares: number;
  squaredLikely: number;
};
type Basis = { cycle: Pick<Cycle, "wonBy" | "wonAtAll"> | null; winRate: { rate: number; of: number } | TooFew };

const eightOfTen = 0.8;

/**
 * What open deals bring before the quotas end: Σ amount · p · t, p its odds of being won, t the share of wins that come in time at its
 * age (docs/methods/quota-gap.md). Eight of ten such periods lie within 1.28 standard deviations, √Σ amount²·pt(1 − pt), the deals
 * won independently; the normal curve is close from a few dozen deals on, and never leaves what can be.
 */
export function coverageOf(
  tallies: readonly OpenTally[],
  leftCents: number,
  { cycle, winRate }: Basis,
  { currency, today, worth }: Place,
): Coverage {
  let [deals, cents, noAmount, noRate, likely, variance, byRate] = [0, 0, 0, 0, 0, 0, 0];
  for (const tally of tallies) {
    const unit = tally.currency === null ? null : unitOf(tally.currency, currency, today, worth);
    if (tally.currency === null) noAmount += tally.deals;
    else if (unit === null) noRate += tally.deals;
    else {
      const inTime = cycle === null ? 1 : (shareOfWins(cycle, tally.ageDays, tally) ?? 0);
      const { likely: mean, likelySquares, squaredLikely } = tally.hasOdds ? tally : byWinRate(tally, winRate);
      deals += tally.deals;
      cents += unit * tally.cents;
      likely += unit * inTime * mean;
      variance += unit * unit * (inTime * likelySquares - inTime * inTime * squaredLikely);
      if (!tally.hasOdds) byRate += tally.deals;
    }
  }
  if (byRate > 0 && "kind" in winRate) return winRate;
  const money = (amount: number) => sumOf(amount, currency);
  const reach = intervalReach(eightOfTen) * Math.sqrt(Math.max(0, variance));
  const range = { low: money(Math.max(0, likely - reach)), high: money(Math.min(cents, likely + reach)) };
  return {
    ...{ kind: "known", left: money(leftCents), open: { deals, amount: money(cents) } },
    ...{ openNoAmount: noAmount, openNoRate: noRate },
    likely: { amount: money(likely), range: enoughToTell(deals) ? range : null },
    share: leftCents === 0 ? null : likely / leftCents,
    openShare: leftCents === 0 ? null : cents / leftCents,
    byWinRate: byRate === 0 || "kind" in winRate ? null : { deals: byRate, ...winRate },
    inTime: cycle !== null,
  };
}

const byWinRate = ({ cents, squares }: OpenTally, winRate: Basis["winRate"]) => {
  const rate = "kind" in winRate ? 0 : winRate.rate;
  return { likely: rate * cents, likelySquares: rate * squares, squaredLikely: rate * rate * squares };
};
