import { type TooFew, tooFew } from "./too-few.ts";

/** The longest losing run that chance alone brings: the middle of it, and where nine in ten lie. */
export interface UsualRun {
  readonly kind: "run";
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Question: how probable is it that somewhere in these deals at least so many were lost in a row?
 *
 * Formula: with q = 1 − win rate and g(n) the probability for n deals: g(n) = 0 below n = k, g(k) = q^k, then
 * g(n) = g(n − 1) + (1 − q)·q^k·(1 − g(n − k − 1)): the run ends with deal n for the first time exactly when the k last
 * are lost, the one before them is won, and none came before that. Exact; all terms are positive, so nothing cancels.
 *
 * Assumptions: deals independent, one win rate throughout. A run longer than that would bring is a reason to look, no proof.
 * Units: `length` and `deals` in deals, `winRate` 0 to 1; a probability comes back.
 * Failure values: none; a run of no deals is certain, one longer than all deals impossible.
 * Source: Feller (1968), An Introduction to Probability Theory I, XIII.7; Schilling (1990), College Mathematics Journal 21, 196–207.
 * Example: chanceOfLosingRun(5, 50, 0.45) = 0.7061, so five lost in a row among fifty deals are nothing unusual.
 */
export function chanceOfLosingRun(length: number, deals: number, winRate: number): number {
  if (!(winRate >= 0 && winRate <= 1)) throw new RangeError(`A win rate was expected, not ${winRate}.`);
  if (length <= 0) return 1;
  if (length > deals) return 0;
  const allLost = (1 - winRate) ** length;
  const step = winRate * allLost;
  // chance[n % (length + 1)] was g(n) one turn ago, which is the g(n − length − 1) that is wanted.
  const chance = new Float64Array(length + 1);
  let before = allLost;
  chance[length] = before;
  for (let deal = length + 1, place = 0; deal <= deals; deal += 1) {
    before = Math.min(1, before + step * (1 - (chance[place] ?? 0)));
    chance[place] = before;
    place = place === length ? 0 : place + 1;
  }
  return before;
}

/**
 * Question: how long is the longest losing run in so many deals usually, at this win rate?
 *
 * Formula: quantiles of the exact distribution of `chanceOfLosingRun`: median, and the runs below and above which five in
 * a hundred histories lie at most. Units: deals. Assumptions and source as there.
 * Failure values: of no deals, too few (1 needed).
 * Example: usualLongestRun(50, 0.45) → median 5, low 3, high 9.
 */
export function usualLongestRun(deals: number, winRate: number): UsualRun | TooFew {
  if (deals < 1) return tooFew(0, 1);
  return {
    kind: "run",
    median: quantile(0.5, deals, winRate),
    low: quantile(0.05, deals, winRate),
    high: quantile(0.95, deals, winRate),
  };
}

/** The smallest k with P(longest ≤ k) ≥ share, by halving. */
function quantile(share: number, deals: number, winRate: number): number {
  let low = 0;
  let high = deals;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (1 - chanceOfLosingRun(middle + 1, deals, winRate) >= share) high = middle;
    else low = middle + 1;
  }
  return low;
}
