import { z } from "zod";
import { signedIn } from "../../../../team/contract.ts";
import { figuresFilterShape, periodNotPossible, periodTold, shareTold } from "../../contract.ts";
import { keptOf } from "../../kept/contract.ts";
import { withinHours } from "../contract.ts";
import { waitTold } from "../waits/contract.ts";

const count = z.number().int();

/** Their e-mails on deals that were open, and how long they waited for an answer. */
const responseFigures = z.object({
  /** As many as waited, the four below together. */
  messages: count,
  answered: count,
  /** Not answered before the deal closed, not answered to this moment, or something may have been the answer. */
  closedFirst: count,
  waiting: count,
  perhaps: count,
  /** Of the messages: those that waited longer than `withinHours`, answered or not. */
  late: count,
  /** Not among them: part of an earlier one's wait, answered nobody recorded when, or of a day without a time. */
  leftOut: z.object({ again: count, elsewhere: count, dayOnly: count }),
  wait: waitTold,
});
export type ResponseFigures = z.infer<typeof responseFigures>;

export const responsesTold = z.object({
  withinHours: count,
  workingHours: z.object({ from: z.string(), until: z.string() }),
  period: periodTold,
  figures: responseFigures,
  compared: z
    .object({
      period: periodTold,
      figures: responseFigures,
      /** By how much more often we answered within the hours. */
      change: shareTold,
    })
    .nullable(),
});
export type ResponsesTold = z.infer<typeof responsesTold>;

export const responsesAsked = z.strictObject({ ...figuresFilterShape, withinHours: withinHours.optional() });

export const responsesContract = {
  showResponses: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/responses",
      summary: "How long their e-mails waited for an answer, in working time; those that wait still count as waiting",
      description: "What it means exactly: docs/methods/figures-of-work.md. Eight working hours unless said otherwise.",
    })
    .errors(periodNotPossible)
    .input(responsesAsked)
    .output(keptOf(responsesTold)),
};
