import type { Interval } from "./interval.ts";
import { intervalReach } from "./normal-distribution.ts";
import { checkShare, type Share } from "./share.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/**
 * Question: 9 of 30 deals were won; between which win rates does the truth well lie?
 *
 * Formula: all rates p for which the observed share x/n is within z standard errors √(p(1 − p)/n):
 * (x + z²/2 ± z·√(x(n − x)/n + z²/4)) / (n + z²).
 *
 * Assumptions: deals independent of each other with one win rate. Nothing else: unlike x/n ± z·se it holds for few deals
 * and for shares of none or all, and never leaves 0 to 1.
 * Units: shares from 0 to 1; `level` is the coverage, 0.95 unless said otherwise.
 * Failure values: of no deals, too few (1 needed).
 * Source: Wilson (1927), Journal of the American Statistical Association 22, 209–212; R's prop.test(correct = FALSE).
 * Example: wilsonInterval({ count: 9, of: 30 }) → estimate 0.3, low 0.1666, high 0.4788.
 */
export function wilsonInterval(share: Share, level = 0.95): Interval | TooFew {
  checkShare(share);
  const { count, of } = share;
  if (of === 0) return tooFew(0, 1);
  const z = intervalReach(level);
  const middle = count + (z * z) / 2;
  const reach = z * Math.sqrt((count * (of - count)) / of + (z * z) / 4);
  const low = count === 0 ? 0 : Math.max(0, (middle - reach) / (of + z * z));
  const high = count === of ? 1 : Math.min(1, (middle + reach) / (of + z * z));
  return { kind: "interval", estimate: count / of, low, high };
}
