import { intervalReach } from "./normal-distribution.ts";
import { riskTable, type Waits } from "./risk-table.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** From this time on, this share still waits; and what else the share may well be. */
export interface WaitingStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** A time that was reached, or that it had not been reached when the last one was seen. */
export type Reached =
  | { readonly kind: "at"; readonly time: number }
  | { readonly kind: "not-reached"; readonly after: number };

export interface WaitingCurve {
  readonly kind: "curve";
  readonly steps: readonly WaitingStep[];
  /** All who waited, and until when anybody was seen. */
  readonly waited: number;
  readonly lastSeen: number;
  /** Half have ended by then. */
  readonly median: Reached;
  readonly medianLow: Reached;
  readonly medianHigh: Reached;
}

/**
 * Question: how long does it take until it happens, when for some it has not happened yet?
 *
 * Formula: S(t) = Π (1 − d/r) over all moments up to t at which d of the r still waiting ended. Greenwood's variance of
 * ln S, Σ d/(r(r − d)), makes the interval S^exp(± z·√var / ln S), which stays within 0 and 1 and is good for few. The
 * median is where S falls to ½ (the middle of the stretch, where S lies at ½ for a while); its limits are where the
 * interval's limits do.
 *
 * Assumptions: who is still waiting is like those who waited as long and were seen to end; waits are independent.
 * Units: `time` in any unit from 0, `ended` 1 happened and 0 not yet; shares 0 to 1; `level` is the coverage.
 * Failure values: nobody waited, too few (1 needed). A median not reached is said as such, with the time until which anybody was seen. Where
 * everybody ended, the last step's upper limit is the one before.
 * Source: Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457–481; Brookmeyer & Crowley (1982), Biometrics
 * 38, 29–41; R's survfit(conf.type = "log-log").
 * Example: kaplanMeier({ time: [3, 5, 5, 8, 12], ended: [1, 1, 0, 1, 0] }) → shares 0.8, 0.6, 0.3 at 3, 5, 8; median 8.
 */
export function kaplanMeier(waits: Waits, level = 0.95): WaitingCurve | TooFew {
  const { steps: moments, waited, lastSeen } = riskTable(waits, 1);
  if (waited === 0) return tooFew(0, 1);
  const z = intervalReach(level);
  let share = 1;
  let variance = 0;
  let before = 1;
  const steps = moments.map(({ time, atRisk, events: [events = 0] }): WaitingStep => {
    share *= 1 - events / atRisk;
    if (share === 0) return { time, atRisk, events, share, low: 0, high: before };
    variance += events / (atRisk * (atRisk - events));
    const stretch = Math.exp((z * Math.sqrt(variance)) / Math.log(share));
    const [low, high] = [share ** (1 / stretch), share ** stretch];
    before = high;
    return { time, atRisk, events, share, low, high };
  });
  return {
    kind: "curve",
    ...{ steps, waited, lastSeen },
    median: half(steps, ({ share }) => share, lastSeen),
    medianLow: share === 0 && steps.length === 1 ? { kind: "at", time: 0 } : half(steps, ({ low }) => low, lastSeen),
    medianHigh: half(steps, ({ high }) => high, lastSeen),
  };
}

function half(steps: readonly WaitingStep[], of: (step: WaitingStep) => number, last: number): Reached {
  const at = steps.findIndex((step) => of(step) <= 0.5 + 1e-9);
  const step = steps[at];
  if (step === undefined) return { kind: "not-reached", after: last };
  if (of(step) < 0.5 - 1e-9) return { kind: "at", time: step.time };
  const next = steps.slice(at + 1).find((later) => of(later) < 0.5 - 1e-9);
  return { kind: "at", time: (step.time + (next?.time ?? last)) / 2 };
}
