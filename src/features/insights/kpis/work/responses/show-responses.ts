import { inSnapshot } from "../../../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../../../platform/http/acting.ts";
import type { FiguresFilter } from "../../contract.ts";
import { settleFilter } from "../../settle-filter.ts";
import { usualHours } from "../contract.ts";
import type { WaitTold } from "../waits/contract.ts";
import { gatherWaits } from "../waits/gather-waits.ts";
import { changeOfWaits, countOf, type WaitTally, waitedOf } from "../waits/rules.ts";
import type { ResponseFigures, ResponsesTold } from "./contract.ts";

type Asked = FiguresFilter & { withinHours?: number | undefined };

/** How long the e-mails of a period waited for our answer; those that wait still are counted for as long as they have. */
export async function showResponses(
  { db, session, now }: Acting,
  { withinHours = usualHours, ...filter }: Asked,
): Promise<ResponsesTold> {
  return inSnapshot(db, async (snapshot) => {
    const settled = await settleFilter({ db: snapshot, session, now }, filter);
    const { hours, current, before } = await gatherWaits(snapshot, "answer", { session, now, settled });
    const [waited, earlier] = [waitedOf(current, withinHours), before && waitedOf(before, withinHours)];
    const { period, compared } = settled;
    return {
      ...{ withinHours, workingHours: hours, period, figures: figuresOf(current, withinHours, waited.told) },
      compared: compared &&
        before &&
        earlier && {
          period: compared.period,
          figures: figuresOf(before, withinHours, earlier.told),
          change: changeOfWaits(waited, earlier),
        },
    };
  });
}

const among = ["answered", "perhaps", "closed", "waiting"] as const;

function figuresOf(tallies: readonly WaitTally[], withinHours: number, wait: WaitTold): ResponseFigures {
  const long = tallies.filter(({ minutes }) => minutes > withinHours * 60);
  return {
    messages: countOf(tallies, ...among),
    answered: countOf(tallies, "answered"),
    closedFirst: countOf(tallies, "closed"),
    waiting: countOf(tallies, "waiting"),
    perhaps: countOf(tallies, "perhaps"),
    late: countOf(long, ...among),
    leftOut: {
      again: countOf(tallies, "again"),
      elsewhere: countOf(tallies, "elsewhere"),
      dayOnly: countOf(tallies, "day-only"),
    },
    wait,
  };
}
