import type { PValue } from "./p-value.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/**
 * Question: six customers rated the winner above us. If none of them had meant a difference, so that each could as well have
 * said it the other way round, how often would they lean so far to one side together?
 *
 * Formula: of all 2ⁿ ways to turn the signs of the differences, the share whose sum is at least as far from zero as the sum
 * that was seen. Counted exactly: the sums are whole, so that their spread is built up one difference after the other.
 *
 * Assumptions: customers independent; without a true difference each is as likely as its opposite. Nothing about how
 * ratings spread.
 * Units: whole differences in, a probability out.
 * Failure values: of no differences, too few (1 needed). A difference that is not whole throws a RangeError.
 * Source: Fisher (1935), The Design of Experiments, § 21; every one of the 2ⁿ ways written down in R.
 * Example: signFlips([-1, -1, -2, -1, -1, -1]) → p 2/64 = 0.03125.
 */
export function signFlips(differences: readonly number[]): PValue | TooFew {
  if (differences.length === 0) return tooFew(0, 1);
  if (!differences.every(Number.isSafeInteger)) throw new RangeError("Differences of ratings are whole.");
  const most = differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const seen = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  // The probability of each sum from −most to most, at its place from 0.
  let shares = new Float64Array(2 * most + 1);
  shares[most] = 1;
  for (const difference of differences) {
    const by = Math.abs(difference);
    const next = new Float64Array(shares.length);
    for (let place = 0; place < shares.length; place += 1) {
      const share = (shares[place] ?? 0) / 2;
      if (share === 0) continue;
      next[place - by] = (next[place - by] ?? 0) + share;
      next[place + by] = (next[place + by] ?? 0) + share;
    }
    shares = next;
  }
  let asFar = 0;
  for (let sum = seen; sum <= most; sum += 1)
    asFar += (shares[most + sum] ?? 0) + (sum === 0 ? 0 : (shares[most - sum] ?? 0));
  if (seen === 0) asFar = 1;
  return { kind: "p-value", p: Math.min(1, asFar) };
}
