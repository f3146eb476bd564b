import { logGamma } from "./log-gamma.ts";
import { intervalReach } from "./normal-distribution.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** One seller's results: `won` of `results`, and in how many cases another result followed a loss. */
export interface ResultsInOrder {
  readonly results: number;
  readonly won: number;
  readonly afterLoss: number;
}

/** How many of the deals after a loss chance alone would win, and between which numbers 95 of 100 histories lie. */
export interface UsualWinsAfterLoss {
  readonly kind: "usual-wins";
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** Beyond so many deals after a loss the sum of several sellers is close enough to the normal curve. */
const countedOut = 3_000;

/**
 * Question: of the 13 deals that came next after a loss, how many would be won if a loss changed nothing?
 *
 * Formula: if every order of a seller's w wins and n − w losses is equally likely, the wins among the m results that follow
 * a loss are hypergeometric: m deals drawn from the n − 1 others, w of them won. So m·w/(n − 1) are expected: the win rate in
 * the seller's other deals, the loss itself left out. This is exact, whichever result came last. Comparing with w/n instead, or
 * with the deals after a win, would see a comeback in pure chance, by about 1/n. Several sellers are added up: their
 * distributions are convolved, above 3,000 deals after a loss taken as normal with the same mean and variance.
 *
 * Assumptions: one win rate a seller throughout, deals independent. A seller whose rate rises or falls over the years wins
 * seldomer after a loss than this says, since losses then stand among losses.
 * Units: deals; `level` is the coverage. Failure values: without a deal after a loss, too few (1 needed).
 * Source: Wald & Wolfowitz (1940), Annals of Mathematical Statistics 11, 147–162 (distribution of runs); on the bias of the plain
 * comparison Miller & Sanjurjo (2018), Econometrica 86, 2019–2047. R's dhyper; every order of nine results counted out.
 * Example: usualWinsAfterLoss([{ results: 21, won: 8, afterLoss: 13 }]) → expected 5.2, low 3, high 7.
 */
export function usualWinsAfterLoss(sellers: readonly ResultsInOrder[], level = 0.95): UsualWinsAfterLoss | TooFew {
  const drawn = sellers.filter(({ afterLoss }) => afterLoss > 0);
  const followed = drawn.reduce((sum, { afterLoss }) => sum + afterLoss, 0);
  if (followed === 0) return tooFew(0, 1);
  let expected = 0;
  let variance = 0;
  for (const { results, won, afterLoss } of drawn) {
    const others = results - 1;
    if (won + afterLoss > results) throw new RangeError("More deals follow a loss than were lost.");
    const rate = won / others;
    expected += afterLoss * rate;
    if (others > 1) variance += (afterLoss * rate * (1 - rate) * (others - afterLoss)) / (others - 1);
  }
  const tail = (1 - level) / 2;
  if (drawn.length > 1 && followed > countedOut) {
    const reach = intervalReach(level) * Math.sqrt(variance);
    return {
      kind: "usual-wins",
      expected,
      low: Math.max(0, Math.round(expected - reach)),
      high: Math.min(followed, Math.round(expected + reach)),
    };
  }
  let chances: number[] = [1];
  for (const seller of drawn) chances = added(chances, hypergeometric(seller));
  return { kind: "usual-wins", expected, low: quantile(chances, tail), high: quantile(chances, 1 - tail) };
}

function hypergeometric({ results, won, afterLoss }: ResultsInOrder): number[] {
  const others = results - 1;
  const choose = (n: number, k: number) =>
    k < 0 || k > n ? Number.NEGATIVE_INFINITY : logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  const all = choose(others, afterLoss);
  return Array.from({ length: Math.min(won, afterLoss) + 1 }, (_, wins) =>
    Math.exp(choose(won, wins) + choose(others - won, afterLoss - wins) - all),
  );
}

function added(one: readonly number[], other: readonly number[]): number[] {
  const sum = new Array<number>(one.length + other.length - 1).fill(0);
  one.forEach((chance, wins) => {
    other.forEach((otherChance, otherWins) => {
      sum[wins + otherWins] = (sum[wins + otherWins] ?? 0) + chance * otherChance;
    });
  });
  return sum;
}

function quantile(chances: readonly number[], share: number): number {
  let upTo = 0;
  for (const [wins, chance] of chances.entries()) {
    upTo += chance;
    // A billionth: what adding up loses must not move a quantile that is met exactly.
    if (upTo >= share * (1 - 1e-9)) return wins;
  }
  return chances.length - 1;
}
