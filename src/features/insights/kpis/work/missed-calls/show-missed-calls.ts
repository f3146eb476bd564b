import { inSnapshot } from "../../../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../../../platform/http/acting.ts";
import type { Share } from "../../../../../statistics/share.ts";
import type { FiguresFilter } from "../../contract.ts";
import { changeOf, shareOf } from "../../rules.ts";
import { settleFilter } from "../../settle-filter.ts";
import { usualHours } from "../contract.ts";
import { gatherWaits } from "../waits/gather-waits.ts";
import { changeOfWaits, countOf, type WaitTally, waitedOf } from "../waits/rules.ts";
import type { CallFigures, MissedCallsTold } from "./contract.ts";

type Asked = FiguresFilter & { withinHours?: number | undefined };

/** Their calls of a period that nobody took, and how soon they were returned. */
export async function showMissedCalls(
  { db, session, now }: Acting,
  { withinHours = usualHours, ...filter }: Asked,
): Promise<MissedCallsTold> {
  return inSnapshot(db, async (snapshot) => {
    const settled = await settleFilter({ db: snapshot, session, now }, filter);
    const { hours, current, before } = await gatherWaits(snapshot, "call-back", { session, now, settled });
    const [waited, earlier] = [waitedOf(current, withinHours), before && waitedOf(before, withinHours)];
    const { period, compared } = settled;
    return {
      ...{ withinHours, workingHours: hours, period, figures: figuresOf(current, waited.told) },
      compared: compared &&
        before &&
        earlier && {
          period: compared.period,
          figures: figuresOf(before, earlier.told),
          missedChange: changeOf(shareMissed(current), shareMissed(before)),
          change: changeOfWaits(waited, earlier),
        },
    };
  });
}

const returned = ["called", "otherwise"] as const;
const left = ["perhaps", "closed", "waiting", "again", "day-only"] as const;

/** Every ring counts, also one that is part of an earlier one's wait. */
function shareMissed(tallies: readonly WaitTally[]): Share {
  const missed = countOf(tallies, ...returned, ...left);
  return { count: missed, of: missed + countOf(tallies, "taken") };
}

function figuresOf(tallies: readonly WaitTally[], wait: CallFigures["wait"]): CallFigures {
  const share = shareMissed(tallies);
  return {
    ...{ taken: countOf(tallies, "taken"), missed: share.count, unsaid: countOf(tallies, "unsaid") },
    missedShare: shareOf(share),
    calledBack: countOf(tallies, "called"),
    otherwise: countOf(tallies, "otherwise"),
    closedFirst: countOf(tallies, "closed"),
    waiting: countOf(tallies, "waiting"),
    perhaps: countOf(tallies, "perhaps"),
    leftOut: { again: countOf(tallies, "again"), dayOnly: countOf(tallies, "day-only") },
    wait,
  };
}
