import { z } from "zod";
import { id, instant, signedIn } from "../../team/contract.ts";
import { aimKind } from "../aims/contract.ts";

const named = z.object({ id, name: z.string() });

/** How it is known: somebody said so, the CRM names it in a column, or a rule took the deal for it. */
const toldBy = z.enum(["hand", "column", "rule"]);

const aimOnDeal = z.object({
  /** Null: none is known, or somebody said that it is none of them. */
  aim: named.nullable(),
  toldBy: toldBy.nullable(),
  saidByName: z.string().nullable(),
  saidAt: instant.nullable(),
});
export type AimOnDeal = z.infer<typeof aimOnDeal>;

export const dealAudience = z.object({
  persona: aimOnDeal,
  campaign: aimOnDeal,
  /** As the CRM tells it, else what the campaign says. */
  message: z.string().nullable(),
  /** What can be said of the deal; empty where nobody has named any. */
  choices: z.object({ persona: z.array(named), campaign: z.array(named) }),
  maySay: z.boolean(),
});
export type DealAudience = z.infer<typeof dealAudience>;

export const onDealsContract = {
  showDealAudience: signedIn
    .route({
      method: "GET",
      path: "/deals/{dealId}/audience",
      summary: "Which persona a deal is of, and which campaign brought it; and how that is known",
    })
    .input(z.strictObject({ dealId: id }))
    .output(dealAudience),
  sayDealAim: signedIn
    .route({
      method: "PUT",
      path: "/deals/{dealId}/audience/{kind}",
      summary: "Say a deal's persona or campaign by hand; it stays whatever an import or a rule says",
      description:
        "`said`: the id of one, `none` where it is none of them, or null to take the word back: then the CRM's own word counts, or a rule.",
    })
    .input(z.strictObject({ dealId: id, kind: aimKind, said: id.or(z.literal("none")).nullable() }))
    .output(dealAudience),
};
