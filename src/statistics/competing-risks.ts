import { intervalReach } from "./normal-distribution.ts";
import { riskTable, type Waits } from "./risk-table.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** A share that has ended one way by then, and what else it may well be. */
export interface EndedShare {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface EndedStep {
  readonly time: number;
  readonly atRisk: number;
  /** Neither won nor lost yet. */
  readonly open: number;
  readonly won: EndedShare;
  readonly lost: EndedShare;
}

export interface EndedCurve {
  readonly kind: "curve";
  readonly steps: readonly EndedStep[];
}

/**
 * Question: of deals that enter a stage, what share has been won, and what share lost, after so many days, when some are
 * still open?
 *
 * Formula (Aalen–Johansen): at each moment with w wins and l losses among r open deals, the won share grows by S·w/r and the lost
 * share by S·l/r, S being the share open before. Taking losses for deals that were merely not seen to win would
 * promise more wins than there will be. The variance is carried along from moment to moment (multinomial, Greenwood's
 * kind); the interval is F^exp(± z·se / (F·ln F)).
 *
 * Assumptions: deals still open are like those that were open as long; deals are independent.
 * Units: `time` in any unit from 0; `ended` 0 open, 1 won, 2 lost; shares 0 to 1; `level` is the coverage.
 * Failure values: no deals, too few (1 needed). While none ended one way, its share is 0 to Wilson's limit for none of
 * those at risk at the start; where all did, the lower limit is the one before.
 * Source: Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150; Kalbfleisch & Prentice (2002), 8.2; R's survfit for
 * several states.
 * Example: competingRisks({ time: [3, 5, 5, 8, 12], ended: [1, 2, 0, 1, 0] }) → at 8: won 0.5, lost 0.2, open 0.3.
 */
export function competingRisks(waits: Waits, level = 0.95): EndedCurve | TooFew {
  const { steps: moments, waited } = riskTable(waits, 2);
  if (waited === 0) return tooFew(0, 1);
  const z = intervalReach(level);
  const most = (z * z) / (waited + z * z);
  const state = { open: 1, won: 0, lost: 0, varOpen: 0, varWon: 0, varLost: 0, openWon: 0, openLost: 0 };
  let lowWon = 0;
  let lowLost = 0;
  const steps = moments.map(({ time, atRisk, events: [wins = 0, losses = 0] }): EndedStep => {
    advance(state, wins / atRisk, losses / atRisk, atRisk);
    const won = limits(state.won, state.varWon, z, most, lowWon);
    const lost = limits(state.lost, state.varLost, z, most, lowLost);
    lowWon = won.low;
    lowLost = lost.low;
    return { time, atRisk, open: state.open, won, lost };
  });
  return { kind: "curve", steps };
}

interface State {
  open: number;
  won: number;
  lost: number;
  varOpen: number;
  varWon: number;
  varLost: number;
  openWon: number;
  openLost: number;
}

/** One moment: shares, their variances, and the covariances of the open share with each, which the next moment needs. */
function advance(state: State, toWon: number, toLost: number, atRisk: number): void {
  const { open, varOpen, openWon, openLost } = state;
  const stay = Math.max(0, 1 - toWon - toLost);
  const chance = (open * open) / atRisk;
  state.varWon += toWon * (2 * openWon + toWon * varOpen) + chance * toWon * (1 - toWon);
  state.varLost += toLost * (2 * openLost + toLost * varOpen) + chance * toLost * (1 - toLost);
  state.openWon = stay * (openWon + toWon * varOpen) - chance * stay * toWon;
  state.openLost = stay * (openLost + toLost * varOpen) - chance * stay * toLost;
  state.varOpen = stay * stay * varOpen + chance * stay * (1 - stay);
  state.won += open * toWon;
  state.lost += open * toLost;
  state.open = open * stay;
}

function limits(share: number, variance: number, z: number, most: number, lowBefore: number): EndedShare {
  if (share <= 1e-15) return { share: 0, low: 0, high: most };
  if (share >= 1 - 1e-12) return { share: 1, low: lowBefore, high: 1 };
  const stretch = Math.exp((z * Math.sqrt(Math.max(0, variance))) / (share * Math.log(share)));
  return { share, low: share ** (1 / stretch), high: share ** stretch };
}
