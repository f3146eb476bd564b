import { z } from "zod";
import { plannedCommitment } from "../../debriefs/contract.ts";
import { day, dayTold, id, instant, signedIn } from "../../team/contract.ts";

const count = z.number().int();

export const resetShape = z.object({
  id,
  dealId: id,
  lesson: z.string(),
  /** From this day on the loss stands in none of my lists. */
  resetsOn: day,
  setAt: instant,
});
export type ResetShape = z.infer<typeof resetShape>;

/** My latest results, held against those before them. */
export const standing = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    wins: count,
    of: count,
    /** Wins among as many deals at the rate of all deals before them. */
    usualWins: z.number(),
    isAbove: z.boolean(),
  }),
  z.object({ kind: z.literal("too-few"), outOf: count, needed: count }),
]);
export type Standing = z.infer<typeof standing>;

const proposedCommitment = plannedCommitment.extend({
  flagName: z.string(),
  /** I hold to it already. */
  isKept: z.boolean(),
  /** Why it is proposed, in words; days in it are written 2026-10-28. */
  because: z.string(),
});
export type ProposedCommitment = z.infer<typeof proposedCommitment>;

export const resetSheet = z.object({
  reset: resetShape.nullable(),
  /** What the debrief says I do differently, to begin with. */
  lesson: z.string(),
  /** Promised after this loss already: nothing more is asked for. */
  commitments: z.array(z.object({ id, wording: z.string() })),
  /** To keep with one tap; the first is the likeliest. Empty where no red flag has a repair. */
  proposed: z.array(proposedCommitment),
});
export type ResetSheet = z.infer<typeof resetSheet>;

const notLost = { DEAL_NOT_LOST: { status: 409, message: "This deal is not lost. Only a loss can be left behind." } };

export const resetsContract = {
  openReset: signedIn
    .route({ method: "GET", path: "/deals/{dealId}/reset", summary: "What a reset asks, as far as it is answered" })
    .errors(notLost)
    .input(z.strictObject({ dealId: id }))
    .output(resetSheet),
  showReset: signedIn
    .route({ method: "GET", path: "/deals/{dealId}/reset/mine", summary: "Whether I left this loss behind" })
    .input(z.strictObject({ dealId: id }))
    .output(z.object({ reset: resetShape.nullable() })),
  setReset: signedIn
    .route({
      method: "PUT",
      path: "/deals/{dealId}/resets/{id}",
      summary: "Leave a loss behind, now or from a day on",
      description:
        "It leaves Today and one's own lists of deals. Nothing of the deal changes: its check-up stays, and so does it in every figure. Nobody else sees it.",
    })
    .errors({
      ...notLost,
      LESSON_NEEDED: { status: 422, message: "Say what you take from this loss. One sentence is enough." },
      COMMITMENT_NEEDED: {
        status: 422,
        message: "Promise what you do when it comes up again. Keep the one that is proposed, or make your own.",
      },
      DAY_BEHIND: { status: 422, message: "This day is behind you. Choose today or a later one." },
    })
    .input(
      z.strictObject({
        dealId: id,
        id,
        lesson: z.string().trim().max(4000),
        resetsOn: dayTold,
        /** Needed when none was made after this loss. The id of a promise I hold to already keeps that one. */
        commitment: plannedCommitment.nullable(),
      }),
    )
    .output(resetShape),
  undoReset: signedIn
    .route({ method: "DELETE", path: "/resets/{id}", summary: "Bring a loss back into my lists" })
    .input(z.strictObject({ id }))
    .output(z.object({ id, dealId: id })),
};
