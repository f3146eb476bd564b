import { z } from "zod";
import { signedIn } from "../../../../team/contract.ts";
import { figuresFilterShape, periodNotPossible, periodTold, shareTold } from "../../contract.ts";
import { keptOf } from "../../kept/contract.ts";
import { withinHours } from "../contract.ts";
import { waitTold } from "../waits/contract.ts";

const count = z.number().int();

/** Their calls on deals that were open: taken or missed, and how soon a missed one was returned. */
const callFigures = z.object({
  taken: count,
  missed: count,
  /** Nobody recorded whether it was taken. */
  unsaid: count,
  /** Of those taken or missed. */
  missedShare: shareTold,
  /** Missed calls by what came of them: we rang, or wrote, met or spoke otherwise; or neither, before the deal closed or to this moment. */
  calledBack: count,
  otherwise: count,
  closedFirst: count,
  waiting: count,
  perhaps: count,
  /** Rang again before anybody had returned the first one: part of its wait. And those of a day without a time. */
  leftOut: z.object({ again: count, dayOnly: count }),
  wait: waitTold,
});
export type CallFigures = z.infer<typeof callFigures>;

export const missedCallsTold = z.object({
  withinHours: count,
  workingHours: z.object({ from: z.string(), until: z.string() }),
  period: periodTold,
  figures: callFigures,
  compared: z
    .object({
      period: periodTold,
      figures: callFigures,
      missedChange: shareTold,
      /** By how much more often a missed call was returned within the hours. */
      change: shareTold,
    })
    .nullable(),
});
export type MissedCallsTold = z.infer<typeof missedCallsTold>;

export const missedCallsAsked = z.strictObject({ ...figuresFilterShape, withinHours: withinHours.optional() });

export const missedCallsContract = {
  showMissedCalls: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/missed-calls",
      summary: "Their calls that nobody took, and within how much working time they were returned",
      description: "What it means exactly: docs/methods/figures-of-work.md. Eight working hours unless said otherwise.",
    })
    .errors(periodNotPossible)
    .input(missedCallsAsked)
    .output(keptOf(missedCallsTold)),
};
