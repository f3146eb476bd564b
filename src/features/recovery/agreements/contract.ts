import { z } from "zod";
import { signedIn } from "../../team/contract.ts";

/** What I agreed to about my own losses. Without a word of mine, nothing. */
export const agreements = z.strictObject({
  /** A colleague who lost for a reason I recovered from is shown my name. */
  mayBeAsked: z.boolean(),
  /** At the second loss in a row my manager is told that I would like a word; nothing else. */
  tellManager: z.boolean(),
});
export type Agreements = z.infer<typeof agreements>;

export const agreementsContract = {
  showAgreements: signedIn
    .route({ method: "GET", path: "/recovery/agreements", summary: "What I agreed to about my own losses" })
    .output(agreements.extend({ managerName: z.string().nullable() })),
  saveAgreements: signedIn
    .route({ method: "PUT", path: "/recovery/agreements", summary: "Agree to be asked, or to have my manager told" })
    .input(agreements)
    .output(agreements),
};
