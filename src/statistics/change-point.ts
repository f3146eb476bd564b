import type { Interval } from "./interval.ts";
import { newcombeDifference } from "./newcombe-difference.ts";
import { type NoVariation, noVariation } from "./no-variation.ts";
import { checkShare, type Share } from "./share.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** Where a share most likely changed, and how sure that is. A place is told by how many of the shares lie before it. */
export interface ChangePoint {
  readonly kind: "change";
  readonly after: number;
  readonly before: Share;
  readonly since: Share;
  /** How often chance alone brings a change as large at any place at all: the search for it is in here. */
  readonly p: number;
  /** The first and the last of the places that the data do not rule out. */
  readonly earliest: number;
  readonly latest: number;
  /** Every place, with the probability that a change there brings one at least as likely as the likeliest. */
  readonly places: readonly { readonly after: number; readonly chance: number }[];
  /** The share since less the share before, and what it may well be whichever of those places it was. */
  readonly difference: Interval;
}

/**
 * Question: deals of a persona are won more seldom than they were. Is that chance, since when is it so, and by how much?
 *
 * Formula: for a change after the first k of n deals, ℓ(k) is the binomial log-likelihood with a share of its own before k and
 * since. The likeliest place has the largest ℓ, L. p is the probability that ℓ reaches L at any place when the w wins lie
 * in any order alike: lattice paths from (0, 0) to (n, w), counted by C(k, s) = s/k·C(k − 1, s − 1) + (k − s)/k·C(k − 1, s), the
 * probability that a path that stands at s after k has reached L before, and 1 wherever ℓ ≥ L. A place k stays possible while
 * the probability of reaching L anywhere, given the wins before k and since, is above 1 − level: both sides are such paths of their own.
 * The difference's interval joins Newcombe's at level (1 + level)/2 over all places possible at that level; so it holds
 * the truth at least as often as `level` says although nobody knew the place.
 *
 * Assumptions: one change at most, deals independent in the order given; deals of one share (one day) have no order and no
 * change between them, and a change has at least `fewest` deals on both sides. A slow drift is told as a change in its middle.
 * Units: shares 0 to 1; places count shares, not deals. Exact, without approximation; the work grows with n·√n.
 * Failure values: no place with `fewest` deals on both sides, too few (outOf: the deals, or twice those on the smaller side of the best place;
 * needed: twice `fewest`). All won or all lost, no variation.
 * Source: Worsley (1983), Biometrika 70, 455–464 (the test); Worsley (1986), Biometrika 73, 91–104 (the places).
 * Example: twelve deals one after the other, of which the first six were won, fewest 3 → after 6, p 0.0022 (2 of 924 orders), places 5 to 7.
 */
export function changePoint(
  shares: readonly Share[],
  { fewest, level = 0.95 }: { readonly fewest: number; readonly level?: number },
): ChangePoint | TooFew | NoVariation {
  const all = gather(shares);
  const { deals, wins } = all;
  const places = placesOf(shares, all, Math.max(1, fewest));
  const needed = 2 * Math.max(1, fewest);
  if (places.length === 0) return tooFew(deals < needed ? deals : 2 * smallerSideOf(shares, deals), needed);
  if (wins === 0 || wins === deals) return noVariation;
  let best = places[0] ?? none;
  for (const place of places) if (place.likelihood > best.likelihood) best = place;
  // Two places as likely as each other but for the last digits are as likely.
  const bound = best.likelihood - 1e-9 * (1 + Math.abs(best.likelihood));
  const forth = reaching(places, all, bound);
  const back = reaching(
    places.toReversed().map((place) => ({ ...place, deals: deals - place.deals, wins: wins - place.wins })),
    all,
    bound,
  );
  const chances = places.map((_, index) => {
    const [before, since] = [forth.at[index] ?? 1, back.at[places.length - 1 - index] ?? 1];
    return before + since - before * since;
  });
  const possible = places.filter((_, index) => (chances[index] ?? 0) > 1 - level);
  const halfway = places.filter((_, index) => (chances[index] ?? 0) > (1 - level) / 2);
  const differences = halfway.map((place) => differenceAt(place, all, (1 + level) / 2));
  return {
    kind: "change",
    after: best.after,
    before: { count: best.wins, of: best.deals },
    since: { count: wins - best.wins, of: deals - best.deals },
    p: forth.anywhere,
    earliest: (possible[0] ?? best).after,
    latest: (possible.at(-1) ?? best).after,
    places: places.map(({ after }, index) => ({ after, chance: chances[index] ?? 0 })),
    difference: {
      kind: "interval",
      estimate: (wins - best.wins) / (deals - best.deals) - best.wins / best.deals,
      low: differences.reduce((least, { low }) => Math.min(least, low), 1),
      high: differences.reduce((most, { high }) => Math.max(most, high), -1),
    },
  };
}

/** A place where a change may lie: the deals and wins before it, and how likely it makes everything. */
type Place = { readonly after: number; readonly deals: number; readonly wins: number; readonly likelihood: number };
type All = { readonly deals: number; readonly wins: number };

const none: Place = { after: 0, deals: 0, wins: 0, likelihood: Number.NEGATIVE_INFINITY };

function gather(shares: readonly Share[]): All {
  let [deals, wins] = [0, 0];
  for (const share of shares) {
    checkShare(share);
    deals += share.of;
    wins += share.count;
  }
  return { deals, wins };
}

function placesOf(shares: readonly Share[], all: All, fewest: number): Place[] {
  const places: Place[] = [];
  let [deals, wins] = [0, 0];
  for (const [index, { count, of }] of shares.entries()) {
    deals += of;
    wins += count;
    // Where nothing closed, the place is the one before.
    if (of > 0 && deals >= fewest && all.deals - deals >= fewest)
      places.push({ after: index + 1, deals, wins, likelihood: likelihoodAt(deals, wins, all) });
  }
  return places;
}

function smallerSideOf(shares: readonly Share[], all: number): number {
  let [deals, smaller] = [0, 0];
  for (const { of } of shares) {
    deals += of;
    smaller = Math.max(smaller, Math.min(deals, all - deals));
  }
  return smaller;
}

const plogp = (count: number, of: number) => (count === 0 ? 0 : count * Math.log(count / of));
const binomial = (count: number, of: number) => plogp(count, of) + plogp(of - count, of);
const likelihoodAt = (deals: number, wins: number, all: All) =>
  binomial(wins, deals) + binomial(all.wins - wins, all.deals - deals);

function differenceAt({ deals, wins }: Place, all: All, level: number): Interval {
  const since = { count: all.wins - wins, of: all.deals - deals };
  const difference = newcombeDifference(since, { count: wins, of: deals }, level);
  if (difference.kind === "too-few") throw new RangeError("A place of a change has deals on both sides.");
  return difference;
}

/**
 * At each place, given the wins until there: the probability that the likelihood has reached the bound by then (itself
 * included); and the same over the whole path. Only counts from where it has not been reached are kept: all others are 1.
 */
function reaching(places: readonly Place[], all: All, bound: number): { at: Float64Array; anywhere: number } {
  const at = new Float64Array(places.length);
  let chances = new Float64Array(all.wins + 2);
  let next = new Float64Array(all.wins + 2);
  // From `first` to `last` wins it has not been reached for sure; for what lies outside it has.
  let [first, last] = [0, 0];
  let deals = 0;
  const walkTo = (end: number) => {
    for (; deals < end; ) {
      deals += 1;
      const from = Math.max(first, deals - (all.deals - all.wins));
      const to = Math.min(last + 1, all.wins, deals);
      for (let wins = from; wins <= to; wins++) {
        const withWin = wins - 1 < first || wins - 1 > last ? 1 : (chances[wins - 1] ?? 1);
        const without = wins > last ? 1 : (chances[wins] ?? 1);
        // From beyond what is possible nothing comes: all of so few deals were won, or lost.
        next[wins] = (wins * (wins === 0 ? 0 : withWin) + (deals - wins) * (wins === deals ? 0 : without)) / deals;
      }
      [first, last] = [from, to];
      [chances, next] = [next, chances];
    }
  };
  for (const [index, place] of places.entries()) {
    walkTo(place.deals);
    [first, last] = within(place.deals, { first, last }, all, bound);
    at[index] = place.wins < first || place.wins > last ? 1 : (chances[place.wins] ?? 1);
  }
  walkTo(all.deals);
  return { at, anywhere: all.wins < first || all.wins > last ? 1 : Math.min(1, chances[all.wins] ?? 1) };
}

/** Of these counts of wins, those that do not reach the bound: the likelihood falls towards the overall share and rises again. */
function within(
  deals: number,
  { first, last }: { first: number; last: number },
  all: All,
  bound: number,
): [first: number, last: number] {
  const isReached = (wins: number) => likelihoodAt(deals, wins, all) >= bound;
  const middle = Math.min(last, Math.max(first, Math.round((deals * all.wins) / all.deals)));
  if (first > last || isReached(middle)) return [0, -1];
  return [furthest(middle, first, isReached), furthest(middle, last, isReached)];
}

/** The last whole number from one towards another of which it is not true; of the first it is not. */
function furthest(from: number, to: number, isReached: (wins: number) => boolean): number {
  if (!isReached(to)) return to;
  let [inside, outside] = [from, to];
  while (Math.abs(outside - inside) > 1) {
    const between = Math.trunc((inside + outside) / 2);
    if (isReached(between)) outside = between;
    else inside = between;
  }
  return inside;
}
