import { z } from "zod";
import { contactOnDeal, linkedDeal, lossKind, money } from "../../deals/contract.ts";
import { day, id, instant, signedIn } from "../../team/contract.ts";
import { checkUpShape } from "../calls/contract.ts";
import { offerChangeKind } from "../offer-changes/contract.ts";

/** Somebody's account of why they said no. Each voice stands for itself; none overwrites another. */
export const voice = z.object({
  whose: z.enum(["rep", "manager", "buyer", "crm"]),
  who: z.string().nullable(),
  at: instant.nullable(),
  reasons: z.array(z.object({ name: z.string(), note: z.string() })),
  /** What they said besides, a sentence each. */
  words: z.array(z.string()),
});
export type Voice = z.infer<typeof voice>;

/** What is otherwise than when we lost. `answers`: the reasons of this loss that it answers. */
export const news = z.object({
  what: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("limit"), limitId: id, status: z.enum(["resolved", "planned"]) }),
    z.object({ kind: z.literal("offer"), offerChangeId: id, offerKind: offerChangeKind }),
    /** What we do differently by now. */
    z.object({ kind: z.literal("practice"), practiceId: id }),
  ]),
  title: z.string(),
  note: z.string(),
  on: day.nullable(),
  /** They named it themselves. */
  named: z.boolean(),
  answers: z.array(z.string()),
});
export type News = z.infer<typeof news>;

export const request = z.object({
  from: z.enum(["customer", "debrief", "step", "message"]),
  /** What was asked of them, or where it was noted. */
  about: z.string(),
  words: z.string(),
  saidBy: z.string().nullable(),
  on: day.nullable(),
});
export type Request = z.infer<typeof request>;

export const callBrief = z.object({
  checkUp: checkUpShape,
  /** One sentence to begin with. */
  openingLine: z.string(),
  voices: z.array(voice),
  news: z.array(news),
  requests: z.array(request),
  /** Questions of our process that nobody has an answer to. */
  neverAsked: z.array(z.string()),
  /** Whom to call, the one who decides first. */
  people: z.array(contactOnDeal),
  terms: z.object({
    closedOn: day.nullable(),
    lossKind: lossKind.nullable(),
    amount: money.nullable(),
    offeredTermMonths: z.number().int().nullable(),
    pitchedOn: day.nullable(),
    competitor: z.string().nullable(),
  }),
  earlierCalls: z.array(checkUpShape),
  laterDeals: z.array(linkedDeal),
  mayChange: z.boolean(),
});
export type CallBrief = z.infer<typeof callBrief>;

export const briefContract = {
  showBrief: signedIn
    .route({
      method: "GET",
      path: "/check-ups/{id}/brief",
      summary: "All that one needs for the call to a lost customer, on a page",
    })
    .input(z.strictObject({ id }))
    .output(callBrief),
};
