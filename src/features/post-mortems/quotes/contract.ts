import { z } from "zod";
import { day, id, pageOf, signedIn } from "../../team/contract.ts";

/** A sentence of a customer who agreed that colleagues read it beyond its deal. */
export const customerQuote = z.object({
  id,
  words: z.string(),
  /** BCP 47: the language they wrote in; null where we wrote it down. */
  language: z.string().nullable(),
  /** Who said it and when, where they agreed to be named; nothing that would name them where they did not. */
  by: z
    .object({
      name: z.string().nullable(),
      accountName: z.string().nullable(),
      on: day,
      /** Its deal, for whoever sees that. */
      dealId: id.nullable(),
    })
    .nullable(),
});
export type CustomerQuote = z.infer<typeof customerQuote>;

export const quotesContract = {
  listQuotes: signedIn
    .route({
      method: "GET",
      path: "/customer-quotes",
      summary: "What customers said and let us repeat, the newest first",
      description:
        "Who let us repeat it without a name is told once five customers have answered; before, everybody would know who it was.",
    })
    .input(pageOf)
    .output(z.object({ rows: z.array(customerQuote), next: z.string().nullable() })),
};
