import { inSnapshot } from "../../../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../../../platform/http/acting.ts";
import type { FiguresFilter } from "../../contract.ts";
import { settleFilter } from "../../settle-filter.ts";
import { usualHours } from "../contract.ts";
import { gatherWaits } from "../waits/gather-waits.ts";
import { changeOfWaits, countOf, type WaitTally, waitedOf } from "../waits/rules.ts";
import type { ResponsesTold } from "./contract.ts";

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
      ...{ withinHours, workingHours: hours, period, figures: figuresOf(current, waited.told) },
      compared: compared &&
        before &&
        earlier && {
          period: compared.period,
          figures: figuresOf(before, earlier.told),
          change: changeOfWaits(waited, earlier),
        },
    };
  });
}

function figuresOf(tallies: readonly WaitTally[], wait: ResponsesTold["figures"]["wait"]): ResponsesTold["figures"] {
  return {
    messages: countOf(tallies, "answered", "perhaps", "closed", "waiting"),
    answered: countOf(tallies, "answered"),
    closedFirst: countOf(tallies, "closed"),
    waiting: countOf(tallies, "waiting"),
    perhaps: countOf(tallies, "perhaps"),
    leftOut: {
      again: countOf(tallies, "again"),
      elsewhere: countOf(tallies, "elsewhere"),
      dayOnly: countOf(tallies, "day-only"),
    },
    wait,
  };
}
