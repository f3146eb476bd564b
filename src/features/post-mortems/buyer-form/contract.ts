import { oc } from "@orpc/contract";
import { z } from "zod";
import { day, id, instant } from "../../team/contract.ts";
import { customerAnswers } from "../customer-answers/contract.ts";
import { formLanguage } from "../invitations/contract.ts";

const secret = z.string().min(1).max(200);

/** What a form's link may answer, besides letting its holder in. One that never was says what one that ended says. */
const byLink = oc.errors({
  LINK_ENDED: {
    status: 410,
    message: "This link leads to no form. It may have run out, or was replaced by a newer one.",
  },
  TOO_MANY_TRIES: { status: 429, message: "Too many tries. Wait ten minutes, then open the link again." },
});

export const formShape = z.object({
  /** Who asks: the company, and whoever invited them. */
  companyName: z.string(),
  askerName: z.string().nullable(),
  /** The month of their decision, `YYYY-MM`: what it is about, in no words of ours. */
  decidedIn: z.string(),
  closesOn: day,
  /** In which they were written to; they choose another. */
  language: formLanguage,
  /** What they may weigh. Those with a key have a name in each language; the others are worded by the team. */
  priorities: z.array(z.object({ id, key: z.string().nullable(), name: z.string() })),
  /** What they may tick, by keys that the form has words for customers for. */
  reasons: z.array(z.object({ id, key: z.string() })),
  version: z.number().int(),
  answers: customerAnswers,
  /** When they were sent; they can be changed until the form closes. */
  givenAt: instant.nullable(),
  optedOut: z.boolean(),
});
export type FormShape = z.infer<typeof formShape>;

const kept = { secret, language: formLanguage, version: z.number().int().min(0), answers: customerAnswers };
const otherWindow = {
  OTHER_WINDOW: {
    status: 409,
    message: "This was changed in another window meanwhile. Here is what it says now.",
    data: z.object({ version: z.number().int(), answers: customerAnswers }),
  },
} as const;

/** Public: for whoever holds the secret of a form's link. It travels in the body, never in an address. */
export const buyerFormContract = {
  openForm: byLink
    .route({
      method: "POST",
      path: "/answer-form/open",
      summary: "What a customer is asked, by the link they were sent",
    })
    .input(z.strictObject({ secret }))
    .output(formShape),
  saveAnswers: byLink
    .route({
      method: "POST",
      path: "/answer-form/save",
      summary: "Keep a customer's answers as they go",
      description: "`version` is the one seen last, 0 for the first words. Answers that were sent are changed by it.",
    })
    .errors(otherWindow)
    .input(z.strictObject(kept))
    .output(z.object({ version: z.number().int() })),
  giveAnswers: byLink
    .route({ method: "POST", path: "/answer-form/give", summary: "Send a customer's answers" })
    .errors({
      ...otherWindow,
      NOTHING_SAID: { status: 422, message: "Answer at least one question. Each of them helps." },
    })
    .input(z.strictObject(kept))
    .output(z.object({ version: z.number().int(), givenAt: instant })),
  optOut: byLink
    .route({
      method: "POST",
      path: "/answer-form/opt-out",
      summary: "Want no mail about this any more, or want it again",
    })
    .input(z.strictObject({ secret, optedOut: z.boolean().default(true) }))
    .output(z.object({ optedOut: z.boolean() })),
  optOutByLetter: byLink
    .route({
      method: "POST",
      path: "/answer-form/stop",
      summary: "Want no mail about this any more, by the link at the foot of each",
    })
    .input(z.strictObject({ secret }))
    .output(z.object({ optedOut: z.boolean() })),
};
