import { type Day, daysBetween } from "../../../platform/dates.ts";
import {
  type Chance,
  chanceOfAtLeast,
  chanceQuantile,
  noChance,
  sumOfChances,
  withChance,
} from "../../../statistics/chance-sum.ts";
import { type TooFew, tooFew } from "../../../statistics/too-few.ts";
import { type OwnOrTeamShare, ownOrTeamShare, type PersonShare } from "../own-or-team/rules.ts";

/** Below so many closed deals in the whole team nobody can say how often one is won. */
const fewestClosed = 20;
/** Below so many won deals with an amount nobody can say how large they are. */
const fewestSizes = 10;

export type Period = { beginsOn: Day; endsOn: Day };
const longestDays = 2 * 366;

export const isThinkablePeriod = ({ beginsOn, endsOn }: Period): boolean =>
  beginsOn < endsOn && daysBetween(beginsOn, endsOn) <= longestDays;

/** Days from today until the period begins (0 once it runs) and until its last day is over; null once it is over. */
export function daysAhead({ beginsOn, endsOn }: Period, today: Day): { from: number; until: number } | null {
  if (endsOn < today) return null;
  return { from: Math.max(0, daysBetween(today, beginsOn)), until: daysBetween(today, endsOn) + 1 };
}

/** The quota somebody means: the one that runs and ends soonest, else the next to begin, else the last that ended. */
export function quotaMeant<Quota extends Period>(quotas: readonly Quota[], today: Day): Quota | undefined {
  // Of two that end together, the one that began later: the month before the year.
  const byEnd = quotas.toSorted(
    (one, other) => daysBetween(other.endsOn, one.endsOn) || daysBetween(one.beginsOn, other.beginsOn),
  );
  const running = byEnd.find(({ beginsOn, endsOn }) => beginsOn <= today && today <= endsOn);
  const next = quotas
    .toSorted((one, other) => (one.beginsOn < other.beginsOn ? -1 : 1))
    .find(({ beginsOn }) => beginsOn > today);
  return running ?? next ?? byEnd.at(-1);
}

/** The win rate, and five rates that stand for what else it may be, each as likely as the others. */
export type WinRate = OwnOrTeamShare & { asLikely: readonly number[] };

export function winRateOf(people: readonly PersonShare[], memberId: string): WinRate | TooFew {
  const wide = ownOrTeamShare(people, memberId, { fewest: fewestClosed });
  if (wide.kind === "too-few") return wide;
  const narrow = ownOrTeamShare(people, memberId, { fewest: fewestClosed, level: 0.4 });
  const inner = narrow.kind === "known" ? [narrow.low, narrow.high] : [];
  return { ...wide, asLikely: [wide.low, wide.estimate, wide.high, ...inner] };
}

export type Sizes = { kind: "known"; from: "own" | "team"; cents: readonly number[] };

/** Whether these are enough to go by alone, without the team's. */
export const tellOwnSize = (own: readonly number[]): boolean => own.length >= fewestSizes;

/** Won amounts of one's own where there are enough, else the team's, ascending. */
export function sizesOf(own: readonly number[], team: readonly number[]): Sizes | TooFew {
  const from = tellOwnSize(own) ? "own" : "team";
  const cents = (from === "own" ? own : team).toSorted((one, other) => one - other);
  return cents.length < fewestSizes ? tooFew(cents.length, fewestSizes) : { kind: "known", from, cents };
}

/** The amount that a share of them does not exceed. */
export function sizeAt({ cents }: Sizes, share: number): number {
  return cents[Math.min(cents.length - 1, Math.max(0, Math.ceil(share * cents.length) - 1))] ?? 0;
}

/** Within the period: won with this probability, worth so much. */
export type OpenChance = { amountCents: number; probability: number };

/**
 * What a period may end with: what is won already, and what open deals may bring. Eight of ten such periods end between `low` and
 * `high`; `chance` is that the goal is reached. See docs/methods/quota-gap.md.
 */
export function forecastOf(goalCents: number, wonCents: number, open: readonly OpenChance[]) {
  const sum = sumOfChances(open.map(chanceOf));
  const quantile = (p: number) => wonCents + Math.round(chanceQuantile(sum, p));
  return {
    low: quantile(0.1),
    middle: quantile(0.5),
    high: quantile(0.9),
    chance: chanceOfAtLeast(sum, goalCents - wonCents),
  };
}

const chanceOf = ({ amountCents, probability }: OpenChance): Chance => ({
  values: [amountCents],
  probabilities: [probability],
});

/** Nobody begins more new deals than that to fill one gap. */
const mostNewDeals = 200;
const likelyEnough = 0.8;
const hardlyInTime = 0.02;
const cells = 600;
const sizePoints = 16;

type NewDeals = {
  winRates: readonly number[];
  sizes: Sizes;
  /** Of deals that begin today and are won at all, the share won before the period ends. */
  shareInTime: number;
};

type Needed =
  | { kind: "none" }
  | { kind: "too-late"; shareInTime: number }
  | { kind: "beyond"; most: number }
  | { kind: "known"; even: number; likely: number | null };

/**
 * How many new deals, begun today, fill what open ones leave: as many as reach the goal with even odds, and in eight of ten
 * periods. How often they are won is one rate for all of them, which nobody knows exactly: the answer is the mean over five
 * rates that are as likely. Their sizes are those of past wins. Sums above the gap are the gap: they fill it.
 */
export function newDealsNeeded(gapCents: number, open: readonly OpenChance[], ask: NewDeals): Needed {
  const { winRates, sizes, shareInTime } = ask;
  const unit = gapCents / cells;
  const start = open.reduce((sum, deal) => withChance(sum, chanceOf(deal)), noChance(unit, cells + 1));
  if (chanceOfAtLeast(start, gapCents) >= likelyEnough) return { kind: "none" };
  if (shareInTime < hardlyInTime) return { kind: "too-late", shareInTime };
  const values = Array.from({ length: sizePoints }, (_, point) => sizeAt(sizes, (point + 0.5) / sizePoints));
  const worlds = winRates.map((rate) => ({
    chance: { values, probabilities: values.map(() => (rate * shareInTime) / sizePoints) },
    sum: start,
  }));
  let even: number | null = null;
  for (let deals = 0; deals <= mostNewDeals; deals++) {
    if (deals > 0) for (const world of worlds) world.sum = withChance(world.sum, world.chance);
    const reached = worlds.reduce((sum, world) => sum + chanceOfAtLeast(world.sum, gapCents), 0) / worlds.length;
    if (even === null && reached >= 0.5) even = deals;
    if (reached >= likelyEnough) return { kind: "known", even: even ?? deals, likely: deals };
  }
  return even === null ? { kind: "beyond", most: mostNewDeals } : { kind: "known", even, likely: null };
}
