import { type Stretch, stateAt } from "../../../platform/replay.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import { replayFlags } from "../../red-flags/replay/rules.ts";
import type { WatchedFlag } from "../../red-flags/rules.ts";
import type { DealSeen } from "../history/build-history.ts";
import { flagKey, listSigns } from "../history/list-signs.ts";
import type { Past } from "../history/read-history.ts";
import type { TrackRecord } from "./contract.ts";
import { addToTally, emptyTally, type Tally, trackOf, type Variant, variantsOf } from "./rules.ts";

/** A threshold is tried out on so many closed deals at most: beyond that the shares hardly move. */
const mostClosed = 4_000;
const mostOpen = 4_000;

type Tried = { variant: Variant; tally: Tally; openUp: number };
type Watched = { flag: WatchedFlag; lostCents: number; tried: Tried[] };

/** How every flag did on past deals, at each threshold it might have, added up as the deals are read. */
export function gatherTracks(
  { flags, context, currency, until }: Pick<Past, "flags" | "context" | "currency" | "until">,
  fewestASide: number,
) {
  const watched = flags.map(
    (flag): Watched => ({
      flag,
      lostCents: 0,
      tried: variantsOf(flag.thresholds).map((variant) => ({ variant, tally: emptyTally(), openUp: 0 })),
    }),
  );
  const asTried = watched.flatMap(({ flag, tried }) =>
    tried.map(({ variant }) => ({ ...flag, thresholds: variant.thresholds })),
  );
  let closedDeals = 0;
  let openDeals = 0;

  const addOpen = (stretches: readonly Stretch[][]) => {
    for (const [place, each] of watched.flatMap(({ tried }) => tried).entries())
      if (stateAt(stretches[place] ?? [], until) === "up") each.openUp += 1;
  };
  const addClosed = (deal: DealSeen["deal"], status: "won" | "lost", stretches: readonly Stretch[][]) => {
    const { closedAt, bulkEdit } = deal;
    for (const [place, { tally }] of watched.flatMap(({ tried }) => tried).entries())
      addToTally(tally, { status, closedAt }, stretches[place] ?? [], !bulkEdit);
  };
  const { signs } = listSigns(context.process, flags);
  const signOf = new Map(signs.map(({ key }, place) => [key, place]));
  // Flags about a step are no signs of their own.
  const signed = watched.map((each) => ({ each, sign: signOf.get(flagKey(each.flag.id)) }));
  const unsigned = signed.flatMap(({ each, sign }) => (sign === undefined ? each.flag : []));
  /** Money is told of all deals, since a sum of some would be another sum. */
  const addMoney = ({ deal, record, stretches }: DealSeen) => {
    const others = replayFlags(record, unsigned, context).values();
    for (const { each, sign } of signed) {
      const shown = sign === undefined ? others.next().value : stretches[sign];
      if (shown?.some(({ kind }) => kind === "up")) each.lostCents += deal.amountCents ?? 0;
    }
  };

  return {
    add: (seen: DealSeen) => {
      const { deal, record } = seen;
      const { status, closedAt } = deal;
      if (status === "open") {
        openDeals += 1;
        if (openDeals <= mostOpen) addOpen(replayFlags(record, asTried, context));
        return;
      }
      // Without the day of its close nobody can say what was up before it.
      if (closedAt === null) return;
      closedDeals += 1;
      if (closedDeals <= mostClosed) addClosed(deal, status, replayFlags(record, asTried, context));
      if (status === "lost" && deal.amountCents !== null) addMoney(seen);
    },
    done: () => watched.map((each) => tracksOf(each, { fewestASide, currency, tellsOpen: openDeals <= mostOpen })),
  };
}

function tracksOf(
  { flag, lostCents, tried }: Watched,
  { fewestASide, currency, tellsOpen }: { fewestASide: number; currency: string; tellsOpen: boolean },
): TrackRecord {
  const { won, lost } = tried.find(({ variant }) => variant.set)?.tally ?? emptyTally();
  const usual = wilsonInterval({ count: won, of: won + lost });
  const missing = fewestASide - Math.min(won, lost);
  const tracks = tried.flatMap(({ variant, tally, openUp }) => {
    const track = trackOf(tally, variant);
    return track ? { ...track, openDealsUp: tellsOpen ? openUp : null } : [];
  });
  return {
    flagId: flag.id,
    name: flag.name,
    won,
    lost,
    tooFew: missing > 0 ? { needed: missing } : null,
    usual:
      usual.kind === "too-few"
        ? null
        : { won, deals: won + lost, value: usual.estimate, low: usual.low, high: usual.high },
    moneyLost: lostCents > 0 ? { amountCents: lostCents, currency } : null,
    thresholds: missing > 0 ? [] : tracks,
  };
}
