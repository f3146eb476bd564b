import { z } from "zod";
import { day, signedIn } from "../../team/contract.ts";

const count = z.number().int();
const tooFew = z.object({ kind: z.literal("too-few"), outOf: count, needed: count });
const share = z.object({ kind: z.literal("known"), count, of: count, low: z.number(), high: z.number() }).or(tooFew);
const beyondChance = z
  .object({ kind: z.literal("known"), value: z.number(), low: z.number(), high: z.number() })
  .or(z.object({ kind: z.literal("no-variation") }));

/** How far the reasons a team gives can be relied on, as sums; nothing of single people. */
export const reasonQuality = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("summary"),
    /** Debriefs of losses recorded since this day, the newest 2,000 of them. */
    sinceOn: day,
    debriefs: count,
    /** Of losses with price as a reason whose record can say so: those on which price never came up. */
    priceNeverCameUp: share,
    /** Losses with price as a reason on which nothing says what was talked about. */
    priceCannotSay: count,
    /** Of losses said to be held off: those on which a competitor is named. */
    competitorNamed: share,
    /** Of debriefs whose time was taken: those recorded in a few seconds. */
    clickedThrough: share,
    /** Losses for which the CRM names a reason of the catalogue, too. */
    agreement: z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("known"),
        losses: count,
        /** The CRM's reason is among those of the debrief. */
        among: count,
        low: z.number(),
        high: z.number(),
        /** Where the debrief names one reason only: how often beyond chance it is the CRM's. Gwet's AC1, and Cohen's kappa. */
        single: z
          .object({ kind: z.literal("known"), losses: count, ac1: beyondChance, kappa: beyondChance })
          .or(tooFew),
      }),
      tooFew,
    ]),
  }),
  z.object({ kind: z.literal("few-people"), people: count, needed: count }),
]);
export type ReasonQuality = z.infer<typeof reasonQuality>;

export const reasonQualityContract = {
  showReasonQuality: signedIn
    .route({
      method: "GET",
      path: "/debriefs/reason-quality",
      summary: "How far the reasons given for losses can be relied on",
      description: "For managers (their team's) and admins. Sums over at least five people who recorded a debrief.",
    })
    .output(reasonQuality),
};
