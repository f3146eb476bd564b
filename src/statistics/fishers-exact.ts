import type { PValue } from "./p-value.ts";
import { checkShare, type Share } from "./share.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/**
 * Question: 1 of 12 deals with it were won and 9 of 14 without; how often would chance alone deal the wins out at least
 * as unevenly?
 *
 * Formula: with both margins given, the number of wins in the first group is hypergeometric. The p-value sums the
 * probabilities of all tables no likelier than the observed one (likelier by less than 1 part in 10⁷ counts as equally likely).
 * Probabilities are worked out from the likeliest table outwards by their ratios, so that counts of millions
 * neither overflow nor cancel.
 *
 * Assumptions: deals independent. The test is exact, for any counts, and rather too careful than not.
 * Units: a probability. Below about 10^−300 it is told as 0.
 * Failure values: with an empty group, too few (outOf: the smaller group; 1 needed). All won, or all lost, gives 1.
 * Source: Fisher (1935); the two-sided p is that of R's fisher.test.
 * Example: fishersExact({ count: 1, of: 12 }, { count: 9, of: 14 }) → p 0.0053.
 */
export function fishersExact(one: Share, other: Share): PValue | TooFew {
  checkShare(one);
  checkShare(other);
  if (one.of === 0 || other.of === 0) return tooFew(Math.min(one.of, other.of), 1);
  const tables = { first: one.of, second: other.of, hits: one.count + other.count };
  const likeliest = Math.floor(((tables.hits + 1) * (tables.first + 1)) / (tables.first + tables.second + 2));
  let observed = 0;
  walk(tables, likeliest, (hits, weight) => {
    if (hits === one.count) observed = weight;
  });
  const limit = observed * (1 + 1e-7);
  let all = 0;
  let asFar = 0;
  walk(tables, likeliest, (_, weight) => {
    all += weight;
    if (weight <= limit) asFar += weight;
  });
  return { kind: "p-value", p: Math.min(1, asFar / all) };
}

interface Tables {
  readonly first: number;
  readonly second: number;
  readonly hits: number;
}

/** Every table that is not vanishingly unlikely, with its probability in units of the likeliest table's. */
function walk({ first, second, hits }: Tables, from: number, see: (count: number, weight: number) => void): void {
  see(from, 1);
  let weight = 1;
  for (let count = from; count < Math.min(first, hits) && weight > 0; count += 1) {
    weight *= ((first - count) / (count + 1)) * ((hits - count) / (second - hits + count + 1));
    see(count + 1, weight);
  }
  weight = 1;
  for (let count = from; count > Math.max(0, hits - second) && weight > 0; count -= 1) {
    weight *= (count / (first - count + 1)) * ((second - hits + count) / (hits - count + 1));
    see(count - 1, weight);
  }
}
