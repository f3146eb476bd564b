import type { Interval } from "../../../../../statistics/interval.ts";
import type { NoVariation } from "../../../../../statistics/no-variation.ts";
import { differenceOfRatios, ratioOfSums, type Sums } from "../../../../../statistics/ratio-of-sums.ts";
import { type TooFew, tooFew } from "../../../../../statistics/too-few.ts";
import { tellGroup } from "../../../../team/small-groups/rules.ts";
import type { HeldAgainst, RatioTold } from "./contract.ts";

export const noSums: Sums = { of: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 };

export const addSums = (one: Sums, other: Sums): Sums => ({
  of: one.of + other.of,
  x: one.x + other.x,
  y: one.y + other.y,
  xx: one.xx + other.xx,
  xy: one.xy + other.xy,
  yy: one.yy + other.yy,
});

/** How far what is asked can go: a share from 0 to 1, so that two differ by 1 at most; a mean per deal from 0. */
type Range = { least: number; most: number };
const ofShares: Range = { least: 0, most: 1 };
const ofMeans: Range = { least: 0, most: Number.MAX_VALUE };

/** The share that x is of y, before wins and before losses; deals are what is independent. */
export const sharesHeld = (won: Sums, lost: Sums): HeldAgainst => held(won, lost, ofShares);

/** The share that x is of y over all of these deals. */
export const shareHeld = (sums: Sums): RatioTold => told(sums.of, () => ratioOfSums(sums), sums.x / sums.y, ofShares);

/** The mean of x per deal, before wins and before losses. */
export const meansHeld = (won: Sums, lost: Sums): HeldAgainst => held(perDeal(won), perDeal(lost), ofMeans);

const perDeal = ({ of, x, xx }: Sums): Sums => ({ of, x, xx, y: of, xy: x, yy: of });

function held(won: Sums, lost: Sums, range: Range): HeldAgainst {
  const alone = (sums: Sums) => told(sums.of, () => ratioOfSums(sums), sums.x / sums.y, range);
  const apart = { least: range.least - range.most, most: range.most };
  const estimate = won.x / won.y - lost.x / lost.y;
  return {
    won: alone(won),
    lost: alone(lost),
    difference: told(Math.min(won.of, lost.of), () => differenceOfRatios(won, lost), estimate, apart),
  };
}

/** From five deals on. Where nothing scatters the deals do not say how sure it is. */
function told(
  deals: number,
  ask: () => Interval | NoVariation | TooFew,
  estimate: number,
  { least, most }: Range,
): RatioTold {
  return tellGroup(deals, () => {
    const known = ask();
    if (known.kind === "too-few") return tooFew(known.outOf, known.needed);
    if (known.kind === "no-variation") return { kind: "alike", value: estimate };
    return {
      kind: "known",
      value: known.estimate,
      low: Math.max(least, known.low),
      high: Math.min(most, known.high),
    };
  });
}
