import { z } from "zod";
import { id } from "../../../team/contract.ts";

/** What of the figures of work can be opened as a list of deals. */
export const workFigures = [
  "messages",
  "answered",
  "unanswered",
  "answered-late",
  "missed-calls",
  "called-back",
  "returned-otherwise",
  "not-returned",
  "with-contact",
  "no-contact",
  "steps-due",
  "steps-in-time",
  "steps-late",
  "steps-missed",
  "no-steps",
  "promises-kept",
  "promises-late",
  "promises-open",
] as const;
export type WorkFigure = (typeof workFigures)[number];

/** Within how many working hours an answer is in time. */
export const withinHours = z.coerce.number().int().min(1).max(400);
export const usualHours = 8;

/** What such a figure is narrowed to: later than so many working hours; one step; deals that were won or lost. */
export const workAsked = {
  withinHours: withinHours.optional(),
  stepId: id.optional(),
  ended: z.enum(["won", "lost"]).optional(),
};
const asked = z.object(workAsked);
export type WorkAsked = z.infer<typeof asked>;
