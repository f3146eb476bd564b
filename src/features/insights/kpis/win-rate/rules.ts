import type { Day } from "../../../../platform/dates.ts";
import { sumOf } from "../../../../platform/money.ts";
import type { Share } from "../../../../statistics/share.ts";
import { shareOf } from "../rules.ts";
import type { WinFigures } from "./contract.ts";

/** Closed deals that ended the same way, in one currency and, where it is not the workspace's own, on one day. */
export type ClosedTally = {
  segment: string | null;
  won: boolean;
  /** Null: without an amount, or without its currency. */
  currency: string | null;
  /** Null: in the workspace's own currency, whose worth is the same on every day. */
  on: Day | null;
  deals: number;
  cents: number;
  /** The sum of the squares of their amounts. */
  squares: number;
};

/** What one minor unit of a currency was worth in the workspace's own; null where no rate is known. */
type Worth = (currency: string, on: Day) => number | null;

export type Wins = { figures: WinFigures; share: Share; moneyShare: Share };

/**
 * How many of the closed deals were won, and how much of their money. Deals of unequal amounts tell as much about the share of
 * money as (Σ amount)² / Σ amount² equal ones (Kish): its interval is Wilson's for so many. See docs/methods/kpis.md.
 */
export function winsOf(tallies: readonly ClosedTally[], currency: string, worth: Worth): Wins {
  const deals = { won: 0, lost: 0 };
  const cents = { won: 0, lost: 0 };
  let [known, noAmount, noRate, squares] = [0, 0, 0, 0];
  for (const tally of tallies) {
    const ended = tally.won ? "won" : "lost";
    deals[ended] += tally.deals;
    const unit = tally.currency === null ? null : tally.on === null ? 1 : worth(tally.currency, tally.on);
    if (tally.currency === null) noAmount += tally.deals;
    else if (unit === null) noRate += tally.deals;
    else {
      known += tally.deals;
      cents[ended] += unit * tally.cents;
      squares += unit * unit * tally.squares;
    }
  }
  const share = { count: deals.won, of: deals.won + deals.lost };
  const all = cents.won + cents.lost;
  const asMany = squares > 0 ? (all * all) / squares : 0;
  const moneyShare = { count: all > 0 ? Math.min(asMany, (asMany * cents.won) / all) : 0, of: asMany };
  return {
    share,
    moneyShare,
    figures: {
      ...deals,
      rate: shareOf(share),
      money: {
        ...{ won: sumOf(cents.won, currency), lost: sumOf(cents.lost, currency), deals: known, noAmount, noRate },
        rate: shareOf(moneyShare),
      },
    },
  };
}
