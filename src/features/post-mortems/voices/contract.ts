import { z } from "zod";
import { id, instant, signedIn } from "../../team/contract.ts";
import { customerReason } from "../customer-answers/contract.ts";

/** Who sold it, who leads them, and who bought elsewhere. */
export const speaker = z.enum(["seller", "manager", "customer"]);
export type Speaker = z.infer<typeof speaker>;

/** One account of why a deal was lost. Each stands for itself; none overwrites another. */
export const dealVoice = z.object({
  /** Of what it was said in: a debrief, a manager's own view, a conversation or a form. */
  id,
  speaker,
  via: z.enum(["debrief", "view", "conversation", "form"]),
  /** The colleague who said it; of a customer whom we spoke with. */
  who: z.string().nullable(),
  saidAt: instant,
  reasons: z.array(z.object({ reasonId: id, name: z.string(), note: z.string() })),
  /** What they said besides. */
  note: z.string(),
});
export type DealVoice = z.infer<typeof dealVoice>;

export const managerView = z.object({
  id,
  version: z.number().int(),
  reasons: z.array(customerReason),
  note: z.string(),
  saidAt: instant,
});
export type ManagerView = z.infer<typeof managerView>;

export const dealVoices = z.object({
  dealId: id,
  /** The loss they speak about; null where the deal was never lost. */
  closedAt: instant.nullable(),
  voices: z.array(dealVoice),
  /** I lead who sold it, so that I can say how I see it. */
  mayGiveView: z.boolean(),
  mine: managerView.nullable(),
});
export type DealVoices = z.infer<typeof dealVoices>;

const notLost = {
  DEAL_NOT_LOST: { status: 409, message: "Three voices speak about a loss. This deal is not lost." },
} as const;

export const voicesContract = {
  showVoices: signedIn
    .route({
      method: "GET",
      path: "/deals/{dealId}/voices",
      summary: "Why a deal was lost, as its seller, their manager and the customer say it, side by side",
    })
    .input(z.strictObject({ dealId: id }))
    .output(dealVoices),
  /** `version` is the one you saw; 0 for the first words. */
  saveManagerView: signedIn
    .route({
      method: "PUT",
      path: "/deals/{dealId}/manager-view/{id}",
      summary: "Say how you, who lead the seller, see a loss; nobody's account changes by it",
    })
    .errors({
      ...notLost,
      NOTHING_SAID: { status: 422, message: "Name at least one reason, or say it in your own words." },
    })
    .input(
      z.strictObject({
        dealId: id,
        id,
        version: z.number().int().min(0),
        reasons: z.array(customerReason).max(20),
        note: z.string().trim().max(2000).default(""),
      }),
    )
    .output(managerView),
  deleteManagerView: signedIn
    .route({
      method: "DELETE",
      path: "/deals/{dealId}/manager-view/{id}",
      summary: "Take back your own view of a loss",
    })
    .input(z.strictObject({ dealId: id, id }))
    .output(z.object({ id })),
};
