import type { Sums } from "../../../../../statistics/ratio-of-sums.ts";
import { meansHeld, noSums, sharesHeld } from "../ratios/rules.ts";
import { type ContactKind, contactKind, type MixFigures } from "./contract.ts";

/** Closed deals that ended the same way, with or without a contact: of each kind, x that kind and y all contacts of a deal. */
export type MixTally = { won: boolean; withContact: boolean; deals: number; sums: Record<ContactKind, Sums> };

export function mixOf(tallies: readonly MixTally[]): MixFigures {
  const find = (won: boolean, withContact: boolean) =>
    tallies.find((tally) => tally.won === won && tally.withContact === withContact);
  const [won, lost] = [find(true, true), find(false, true)];
  const all = (tally: MixTally | undefined): Sums => {
    const { of, y, yy } = tally?.sums.call ?? noSums;
    return { of, x: y, y, xx: yy, xy: yy, yy };
  };
  return {
    won: { deals: won?.deals ?? 0, contacts: all(won).y },
    lost: { deals: lost?.deals ?? 0, contacts: all(lost).y },
    noContact: { won: find(true, false)?.deals ?? 0, lost: find(false, false)?.deals ?? 0 },
    perDeal: meansHeld(all(won), all(lost)),
    kinds: contactKind.options.map((kind) => {
      const [ofWon, ofLost] = [won?.sums[kind] ?? noSums, lost?.sums[kind] ?? noSums];
      return { kind, perDeal: meansHeld(ofWon, ofLost), share: sharesHeld(ofWon, ofLost) };
    }),
  };
}
