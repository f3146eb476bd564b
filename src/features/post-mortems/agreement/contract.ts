import { z } from "zod";
import { id, signedIn } from "../../team/contract.ts";
import { speaker } from "../voices/contract.ts";

const count = z.number().int();
/** Of so many losses, so many; with the 95 % interval of that share. */
const share = z
  .object({ kind: z.literal("known"), count, of: count, low: z.number(), high: z.number() })
  .or(z.object({ kind: z.literal("too-few"), outOf: count, needed: count }));
export type AgreedShare = z.infer<typeof share>;

export const reasonAgreement = z.object({
  reasonId: id,
  name: z.string(),
  /** Of the losses where at least one of the two named it: both did. */
  both: share,
  /** Where that can be told: how often only the one did, and only the other. */
  alone: z.object({ one: count, other: count }).nullable(),
});
export type ReasonAgreement = z.infer<typeof reasonAgreement>;

export const pairAgreement = z.object({
  one: speaker,
  other: speaker,
  /** Of the losses where both named a reason: they have one in common. */
  shared: share,
  /** Those named most often first; those with too few losses last. */
  reasons: z.array(reasonAgreement),
});
export type PairAgreement = z.infer<typeof pairAgreement>;

export const agreementContract = {
  showAgreement: signedIn
    .route({
      method: "GET",
      path: "/voices/agreement",
      summary: "How often seller, manager and customer name the same reason of a loss, reason by reason",
      description:
        "Over all losses whose debrief you may read, two voices at a time, and never by person. Nothing is told of fewer than five losses; losses left out of the analysis are left out.",
    })
    .output(z.object({ pairs: z.array(pairAgreement) })),
};
