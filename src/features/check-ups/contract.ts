import { z } from "zod";
import { money } from "../deals/contract.ts";
import { day, dayTold, id, instant, pageOf, signedIn } from "../team/contract.ts";

export const checkUpBasis = z.enum(["offered-term", "usual-term", "chosen"]);
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
  outcome: z.enum(["reopened", "later", "never"]).nullable(),
  doneAt: instant.nullable(),
});
export type CheckUpShape = z.infer<typeof checkUpShape>;

export const checkUpsContract = {
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
    .errors({ DEAL_NOT_LOST: { status: 409, message: "Check-ups are for lost deals." } })
    .input(z.strictObject({ id, dealId: id, dueOn: dayTold, note: z.string().trim().max(2000).default("") }))
    .output(checkUpShape),
  finishCheckUp: signedIn
    .route({ method: "POST", path: "/check-ups/{id}/finish", summary: "Say how the call went" })
    .errors({ ALREADY_DONE: { status: 409, message: "This check-up is done already." } })
    .input(
      z.strictObject({
        id,
        outcome: z.enum(["reopened", "later", "never"]),
        note: z.string().trim().max(2000).default(""),
        nextOn: dayTold.optional(),
      }),
    )
    .output(checkUpShape),
};
