import type { Interval } from "./interval.ts";
import { intervalReach } from "./normal-distribution.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Agreement beyond chance, with its interval and standard error. */
export interface MeasuredAgreement extends Interval {
  readonly standardError: number;
  /** The share agreed on, chance included. */
  readonly agreed: number;
  readonly of: number;
}

interface Measured {
  readonly estimate: number;
  readonly variance: number;
  /** The share of agreement that is put down to chance. */
  readonly blind: number;
  readonly of: number;
  readonly agreed: number;
  readonly level: number;
}

/**
 * Question: between which values does an agreement coefficient well lie? Formula: estimate ± z standard errors, cut to −1 to 1;
 * where all agree and nothing scatters, the coefficient at Wilson's lower limit of the share agreed on, for five
 * agreements out of five are not certainty. Source: as in `wilsonInterval`. Example: in cohens-kappa.test.ts.
 */
export function limitsOfAgreement({ estimate, variance, blind, of, agreed, level }: Measured): MeasuredAgreement {
  const standardError = Math.sqrt(variance);
  const told = { kind: "interval", estimate, standardError, agreed, of } as const;
  if (agreed > 1 - 1e-12) {
    const wilson = wilsonInterval({ count: of, of }, level);
    const low = wilson.kind === "interval" ? Math.max(-1, (wilson.low - blind) / (1 - blind)) : -1;
    return { ...told, standardError: 0, low, high: 1 };
  }
  const reach = intervalReach(level) * standardError;
  return { ...told, low: Math.max(-1, estimate - reach), high: Math.min(1, estimate + reach) };
}
