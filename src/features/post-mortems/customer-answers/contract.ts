import { z } from "zod";
import { id, instant } from "../../team/contract.ts";

/** By whom the answers were written down: by us while they spoke, or by the customer in the form. */
export const answersSource = z.enum(["conversation", "form"]);
export type AnswersSource = z.infer<typeof answersSource>;

export const winAgain = z.enum(["yes", "maybe", "no"]);
export type WinAgain = z.infer<typeof winAgain>;

/** Whether colleagues may read the customer's sentence beyond its deal, and with their name or without. */
export const quoteConsent = z.enum(["no", "unnamed", "named"]);
export type QuoteConsent = z.infer<typeof quoteConsent>;

/** From 1 (counted little, did badly) to 5. */
export const rating = z.number().int().min(1).max(5);

/** One of the customer's priorities; without a `priorityId` they named it themselves. */
export const priorityRating = z.strictObject({
  priorityId: id.nullable(),
  name: z.string().trim().min(1).max(120),
  importance: rating.nullable(),
  us: rating.nullable(),
  winner: rating.nullable(),
});
export type PriorityRating = z.infer<typeof priorityRating>;

/** Kept by its id, so that a practice can say which recommendation it came from. */
export const recommendation = z.strictObject({ id, words: z.string().trim().max(2000) });
export type Recommendation = z.infer<typeof recommendation>;

export const customerReason = z.strictObject({ reasonId: id, note: z.string().trim().max(1000).default("") });
export type CustomerReason = z.infer<typeof customerReason>;

const words = z.string().trim().max(4000);

/** Everything a customer is asked. Saved as it is written; nothing of it is required. */
export const customerAnswers = z.strictObject({
  /** What the winner did better. */
  winnerBetter: words,
  /** How we compared on their priorities, in words; the ratings stand in `priorities`. */
  compared: words,
  /** Which need we understood least. */
  leastUnderstood: words,
  /** Whether there is a chance to win them again. */
  winAgain: winAgain.nullable(),
  winAgainNote: words,
  /** Who decided, and how. */
  whoDecided: words,
  /** A sentence of theirs, word by word, and what they allow us to do with it. */
  quote: z.string().trim().max(1000),
  quoteConsent,
  /** By what name it may be repeated; empty: the one they were written to by. */
  quoteName: z.string().trim().max(200).default(""),
  reasons: z.array(customerReason).max(20),
  /** What else weighed in their decision, in their own words. */
  otherReason: z.string().trim().max(1000).default(""),
  priorities: z.array(priorityRating).max(20),
  /** One or two; a third is not refused. */
  recommendations: z.array(recommendation).max(5),
});
export type CustomerAnswers = z.infer<typeof customerAnswers>;

export const customerAnswersShape = z.object({
  id,
  source: answersSource,
  version: z.number().int(),
  answers: customerAnswers,
  /** BCP 47: what they answered in, where they wrote themselves. */
  language: z.string().nullable(),
  begunAt: instant,
  changedAt: instant,
  changedByName: z.string().nullable(),
  /** Null while they are still being written. */
  givenAt: instant.nullable(),
});
export type CustomerAnswersShape = z.infer<typeof customerAnswersShape>;
