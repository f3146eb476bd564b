import { z } from "zod";
import { id, signedIn } from "../../team/contract.ts";

const count = z.number().int();
/** Too few customers have said it: `needed` would have to. */
const tooFew = z.object({ kind: z.literal("too-few"), outOf: count, needed: count });

/** What customers decide by, and how we and the winner did; points from 1 to 5. */
export const comparedPriority = z.object({
  key: z.string(),
  /** Null: one that customers named themselves. */
  priorityId: id.nullable(),
  name: z.string(),
  importance: z.object({ kind: z.literal("known"), mean: z.number(), of: count }).or(tooFew),
  compared: z
    .object({
      kind: z.literal("known"),
      /** Customers who rated both. */
      of: count,
      us: z.number(),
      winner: z.number(),
      /** Us less the winner, with its 95 % interval. */
      difference: z.number(),
      low: z.number(),
      high: z.number(),
      /** More than chance brings, among all priorities that were looked at. */
      isFinding: z.boolean(),
    })
    .or(tooFew),
});
export type ComparedPriority = z.infer<typeof comparedPriority>;

export const headToHead = z.object({
  /** The winner it is about; null: all of them. */
  against: z.string().nullable(),
  /** Lost deals whose customers rated anything, once each. */
  answers: count,
  /** The most important first; those with too few answers last. */
  priorities: z.array(comparedPriority),
  /** Named by customers themselves, each by too few to be told. */
  ownPriorities: z.object({ groups: count, answers: count }),
  /** Winners with answers enough to be looked at alone, and the others together. */
  winners: z.array(z.object({ name: z.string(), answers: count })),
  otherWinners: z.object({ groups: count, answers: count }),
});
export type HeadToHead = z.infer<typeof headToHead>;

export const headToHeadContract = {
  showHeadToHead: signedIn
    .route({
      method: "GET",
      path: "/head-to-head",
      summary: "How customers of lost deals compare us with the winner, priority by priority",
      description:
        "Over all answers that were given, by form or in a conversation, each lost deal once; losses left out of the analysis are left out. Nothing is told of fewer than five answers.",
    })
    .input(z.strictObject({ against: z.string().trim().min(1).max(200).optional() }))
    .output(headToHead),
};
