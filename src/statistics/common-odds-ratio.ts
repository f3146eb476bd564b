import type { Interval } from "./interval.ts";
import { type NoVariation, noVariation } from "./no-variation.ts";
import { intervalReach } from "./normal-distribution.ts";
import { comparable, type Stratum } from "./strata.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/**
 * Question: by what factor do the odds of winning differ between deals with it and deals without, held equal as above?
 *
 * Formula: Σ(a·d/n) / Σ(b·c/n), with a wins and b losses with it, c wins and d losses without. The interval is that of
 * the logarithm with the variance of Robins, Breslow and Greenland, right for few large strata as for many small.
 *
 * Assumptions: the same odds ratio in each stratum; deals independent, each in one stratum.
 * Units: a ratio; 1 means no difference. `level` is the coverage.
 * Failure values: no stratum with deals on both sides, too few (outOf 0, 2 needed). Where nothing stands against the
 * pattern (no win with it, or no loss without), the ratio would be 0 or infinite: too few (outOf 0, 1 deal needed
 * against the pattern); where nothing speaks either way, no variation.
 * Source: Mantel & Haenszel (1959); Robins, Breslow & Greenland (1986), Biometrics 42, 311–323; R's mantelhaen.test.
 * Example: commonOddsRatio([{ exposed: { count: 3, of: 20 }, others: { count: 12, of: 30 } }]) → 0.265, from 0.063 to 1.104.
 */
export function commonOddsRatio(strata: readonly Stratum[], level = 0.95): Interval | TooFew | NoVariation {
  const compared = comparable(strata);
  if (compared.length === 0) return tooFew(0, 2);
  let up = 0;
  let down = 0;
  let upByFor = 0;
  let mixed = 0;
  let downByAgainst = 0;
  for (const { exposed, others } of compared) {
    const n = exposed.of + others.of;
    const lostWith = exposed.of - exposed.count;
    const lostWithout = others.of - others.count;
    const one = (exposed.count * lostWithout) / n;
    const other = (lostWith * others.count) / n;
    const agree = (exposed.count + lostWithout) / n;
    const differ = (lostWith + others.count) / n;
    up += one;
    down += other;
    upByFor += agree * one;
    mixed += agree * other + differ * one;
    downByAgainst += differ * other;
  }
  if (up === 0 && down === 0) return noVariation;
  if (up === 0 || down === 0) return tooFew(0, 1);
  const variance = upByFor / (2 * up * up) + mixed / (2 * up * down) + downByAgainst / (2 * down * down);
  const reach = intervalReach(level) * Math.sqrt(variance);
  const estimate = up / down;
  return { kind: "interval", estimate, low: estimate * Math.exp(-reach), high: estimate * Math.exp(reach) };
}
