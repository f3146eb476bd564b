import { normalQuantile } from "./normal-distribution.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** What is to be told apart, and how surely. */
export interface ToBeSeen {
  /** The win rate without it, 0 to 1. */
  readonly winRate: number;
  /** With it, so many points more or less: −0.2 for twenty points fewer. */
  readonly difference: number;
  /** Chance of a difference where there is none (two-sided), 0.05 unless said otherwise. */
  readonly alpha?: number;
  /** Chance of seeing it where it is there, 0.8 unless said otherwise. */
  readonly power?: number;
}

/** So many closed deals in all; `perSide` when half have it. */
export interface DealsNeeded {
  readonly kind: "deals";
  readonly deals: number;
}

/** No win rate lies below 0 or above 1, and no difference is never seen. */
export interface Impossible {
  readonly kind: "impossible";
}

/**
 * Question: how many closed deals on each side does it take to see a difference of so many points?
 *
 * Formula: n = [z₁₋α∕₂·√(2m(1 − m)) + z_power·√(p(1 − p) + q(1 − q))]² / (p − q)², m the mean of p and q, rounded up.
 *
 * Assumptions: as many deals with it as without; the usual test of two shares, without correction.
 * Failure values: a difference of nothing, or one that leads out of 0 to 1, is impossible.
 * Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 4.2; R's power.prop.test.
 * Example: dealsPerSide({ winRate: 0.45, difference: -0.2 }) → 89 deals on each side.
 */
export function dealsPerSide(wanted: ToBeSeen): DealsNeeded | Impossible {
  const all = dealsInAll(wanted, 0.5);
  return all === null ? { kind: "impossible" } : { kind: "deals", deals: roundUp(all / 2) };
}

/**
 * Question: with so many deals closed with it and so many without, how many more closed deals will it take, if deals keep
 * coming in these shares?
 *
 * Formula: as `dealsPerSide`, for a share s with it: N = [z₁₋α∕₂·√(m(1 − m)(1/s + 1/(1 − s))) + z_power·√(p(1 − p)/s + q(1 − q)/(1 − s))]²
 * / (p − q)² with m = s·p + (1 − s)·q, less the deals there are; 0 where there are enough.
 *
 * Failure values: none on one side, too few (outOf 0, 1 needed), for nobody knows how often it will come; else as above.
 * Source: Fleiss, Levin & Paik (2003), 4.4. Example: moreDealsNeeded({ exposed: 20, others: 80 }, { winRate: 0.45, difference: -0.2 }) → 181 more.
 */
export function moreDealsNeeded(
  { exposed, others }: { readonly exposed: number; readonly others: number },
  wanted: ToBeSeen,
): DealsNeeded | TooFew | Impossible {
  if (exposed <= 0 || others <= 0) return tooFew(0, 1);
  const all = dealsInAll(wanted, exposed / (exposed + others));
  if (all === null) return { kind: "impossible" };
  return { kind: "deals", deals: Math.max(0, roundUp(all) - exposed - others) };
}

function dealsInAll({ winRate, difference, alpha = 0.05, power = 0.8 }: ToBeSeen, share: number): number | null {
  const withIt = winRate + difference;
  if (difference === 0 || Math.min(winRate, withIt) < 0 || Math.max(winRate, withIt) > 1) return null;
  const middle = share * withIt + (1 - share) * winRate;
  const none = middle * (1 - middle) * (1 / share + 1 / (1 - share));
  const some = (withIt * (1 - withIt)) / share + (winRate * (1 - winRate)) / (1 - share);
  const root = normalQuantile(1 - alpha / 2) * Math.sqrt(none) + normalQuantile(power) * Math.sqrt(some);
  return (root / difference) ** 2;
}

/** Up, but not because of the last digit of a double. */
const roundUp = (deals: number) => Math.ceil(deals * (1 - 1e-12));
