import { stateAt } from "../../../platform/replay.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import { type ReplayContext, replayFlags } from "../../red-flags/replay/rules.ts";
import type { WatchedFlag } from "../../red-flags/rules.ts";
import type { DealSeen } from "../history/build-history.ts";
import type { TrackRecord } from "./contract.ts";
import { addToTally, emptyTally, trackOf, variantsOf } from "./rules.ts";

/** A threshold is tried out on so many closed deals at most: beyond that the shares hardly move. */
const mostClosed = 4_000;
const mostOpen = 4_000;

type Settings = { context: ReplayContext; fewestASide: number; currency: string; until: number };

/** How every flag did on past deals, at each threshold it might have, added up as the deals are read. */
export function gatherTracks(flags: readonly WatchedFlag[], { context, fewestASide, currency, until }: Settings) {
  const watched = flags.map((flag) => ({
    flag,
    lostCents: 0,
    variants: variantsOf(flag.thresholds).map((variant) => ({ variant, tally: emptyTally(), openUp: 0 })),
  }));
  const tried = watched.flatMap(({ flag, variants }) =>
    variants.map(({ variant }) => ({ ...flag, thresholds: variant.thresholds })),
  );
  let closedDeals = 0;
  let openDeals = 0;

  return {
    add: ({ deal, record }: DealSeen) => {
      if (deal.status === "open") openDeals += 1;
      else closedDeals += 1;
      if (deal.status === "open" ? openDeals > mostOpen : closedDeals > mostClosed) return;
      const stretches = replayFlags(record, tried, context);
      let place = 0;
      for (const each of watched) {
        for (const at of each.variants) {
          const ofVariant = stretches[place++] ?? [];
          if (deal.status === "open") {
            if (stateAt(ofVariant, until) === "up") at.openUp += 1;
            continue;
          }
          const { status, closedAt } = deal;
          addToTally(at.tally, { status, closedAt }, ofVariant, !deal.bulkEdit);
          const lostWithIt = at.variant.set && status === "lost" && ofVariant.some(({ kind }) => kind === "up");
          if (lostWithIt) each.lostCents += deal.amountCents ?? 0;
        }
      }
    },
    done: (): TrackRecord[] =>
      watched.map(({ flag, lostCents, variants }) => {
        const own = variants.find(({ variant }) => variant.set)?.tally ?? emptyTally();
        const usual = wilsonInterval({ count: own.won, of: own.won + own.lost });
        const missing = fewestASide - Math.min(own.won, own.lost);
        return {
          flagId: flag.id,
          name: flag.name,
          won: own.won,
          lost: own.lost,
          tooFew: missing > 0 ? { needed: missing } : null,
          usual:
            usual.kind === "too-few"
              ? null
              : { won: own.won, deals: own.won + own.lost, value: usual.estimate, low: usual.low, high: usual.high },
          moneyLost: lostCents > 0 ? { amountCents: lostCents, currency } : null,
          thresholds:
            missing > 0
              ? []
              : variants.flatMap(({ variant, tally, openUp }) => {
                  const track = trackOf(tally, variant);
                  return track ? { ...track, openDealsUp: openDeals > mostOpen ? null : openUp } : [];
                }),
        };
      }),
  };
}
