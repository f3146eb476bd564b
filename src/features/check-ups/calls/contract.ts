import { z } from "zod";
import { dealRow, dealStatus, money } from "../../deals/contract.ts";
import { day, dayTold, id, instant, pageOf, signedIn } from "../../team/contract.ts";

export const checkUpBasis = z.enum(["offered-term", "usual-term", "chosen"]);
export const checkUpOutcome = z.enum(["reopened", "later", "never"]);
export const checkUpShape = z.object({
  id,
  dealId: id,
  dealName: z.string(),
  accountName: z.string().nullable(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  amount: money.nullable(),
  dueOn: day,
  basis: checkUpBasis,
  note: z.string(),
  outcome: checkUpOutcome.nullable(),
  /** Whether somebody of theirs was spoken to; null while the call waits. */
  reached: z.boolean().nullable(),
  doneAt: instant.nullable(),
  doneByName: z.string().nullable(),
  /** The new deal that came of it. */
  reopenedAs: z.object({ dealId: id, name: z.string(), status: dealStatus }).nullable(),
});
export type CheckUpShape = z.infer<typeof checkUpShape>;

const dealNotLost = { DEAL_NOT_LOST: { status: 409, message: "Check-ups are for lost deals." } } as const;

/** When a lost customer is called again, and how it went. */
export const callsContract = {
  proposeCheckUp: signedIn
    .route({
      method: "GET",
      path: "/deals/{dealId}/check-up-proposal",
      summary: "When to call this lost customer again, and why then",
    })
    .input(z.strictObject({ dealId: id }))
    .output(z.object({ dueOn: day, basis: checkUpBasis, because: z.string() })),
  listCheckUps: signedIn
    .route({ method: "GET", path: "/check-ups", summary: "Calls to lost customers, soonest first" })
    .input(
      pageOf.extend({
        ownerId: id.optional(),
        dueFrom: dayTold.optional(),
        dueBy: dayTold.optional(),
        done: z.stringbool().or(z.boolean()).default(false),
        dealId: id.optional(),
      }),
    )
    .output(z.object({ rows: z.array(checkUpShape), next: z.string().nullable() })),
  saveCheckUp: signedIn
    .route({
      method: "PUT",
      path: "/check-ups/{id}",
      summary: "Set or move a check-up; a day that has passed becomes today",
    })
    .errors(dealNotLost)
    .input(z.strictObject({ id, dealId: id, dueOn: dayTold, note: z.string().trim().max(2000).default("") }))
    .output(checkUpShape),
  finishCheckUp: signedIn
    .route({
      method: "POST",
      path: "/check-ups/{id}/finish",
      summary: "Say how the call went",
      description:
        "`reopened` begins a new deal with the same account, people and owner, linked to the loss, which stays one. `later` sets the next call, `never` no other. The same again changes nothing.",
    })
    .errors({ ALREADY_DONE: { status: 409, message: "This check-up is done already." } })
    .input(
      z.strictObject({
        id,
        outcome: checkUpOutcome,
        /** Whether somebody of theirs was spoken to. Who talks with us again was. */
        reached: z.boolean().default(true),
        /** What they said; after `never`, why. */
        note: z.string().trim().max(2000).default(""),
        nextOn: dayTold.optional(),
      }),
    )
    .output(checkUpShape),
  undoCheckUp: signedIn
    .route({
      method: "POST",
      path: "/check-ups/{id}/undo",
      summary: "Take back that a call ended with later or never: it waits again",
    })
    .errors({
      NEW_DEAL_STANDS: {
        status: 409,
        message: "A new deal came of this call. Close that deal instead, and say how it ended.",
      },
    })
    .input(z.strictObject({ id }))
    .output(checkUpShape),
  startWinBack: signedIn
    .route({
      method: "POST",
      path: "/deals/{dealId}/win-back",
      summary: "Begin a new deal with a lost customer who came back; the loss stays one",
      description:
        "A call that waits for this customer is done with it. While the new deal is open, the same again gives that one.",
    })
    .errors({ DEAL_NOT_LOST: { status: 409, message: "Only a lost customer can come back." } })
    .input(z.strictObject({ dealId: id, note: z.string().trim().max(2000).default("") }))
    .output(dealRow),
};
