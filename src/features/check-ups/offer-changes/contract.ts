import { z } from "zod";
import { day, dayTold, id, signedIn } from "../../team/contract.ts";

export const offerChangeKind = z.enum(["price", "product", "terms", "other"]);
export type OfferChangeKind = z.infer<typeof offerChangeKind>;

export const offerChange = z.object({
  id,
  kind: offerChangeKind,
  /** From which day on we offer it so. */
  fromOn: day,
  words: z.string(),
  /** The reasons for a loss that it answers. */
  reasons: z.array(z.object({ id, name: z.string() })),
});
export type OfferChange = z.infer<typeof offerChange>;

export const offerChangesContract = {
  listOfferChanges: signedIn
    .route({ method: "GET", path: "/offer-changes", summary: "What we offer otherwise than before, newest first" })
    .output(z.object({ rows: z.array(offerChange) })),
  saveOfferChange: signedIn
    .route({
      method: "PUT",
      path: "/offer-changes/{id}",
      summary: "Note a change of price, product or terms, or change such a note",
    })
    .input(
      z.strictObject({
        id,
        kind: offerChangeKind,
        fromOn: dayTold,
        words: z.string().trim().min(1).max(500),
        reasonIds: z.array(id).max(30),
      }),
    )
    .output(offerChange),
  removeOfferChange: signedIn
    .route({
      method: "DELETE",
      path: "/offer-changes/{id}",
      summary: "Take a note of a change out; saving it brings it back",
    })
    .input(z.strictObject({ id }))
    .output(z.object({ id })),
};
