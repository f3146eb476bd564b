import { z } from "zod";
import { dealRow, money } from "../../deals/contract.ts";
import { pageOf, signedIn } from "../../team/contract.ts";

/** An open deal whose hours to come would earn more elsewhere, with the arithmetic. */
export const lossToCut = z.object({
  deal: dealRow,
  probability: z.number(),
  low: z.number(),
  high: z.number(),
  hoursSpent: z.number(),
  /** What won deals of the team still took from this stage on, the middle one. */
  hoursNeeded: z.number(),
  /** Its amount times its odds. */
  worth: money,
  /** What these hours bring on the team's other deals. */
  elsewhere: money,
});
export type LossToCut = z.infer<typeof lossToCut>;

export const cutLossesContract = {
  listLossesToCut: signedIn
    .route({ method: "GET", path: "/insights/cut-losses", summary: "Open deals where effort outruns the odds" })
    .input(pageOf)
    .output(
      z.object({
        /** What an hour of selling brought in won deals; null when that cannot be said, with the reason. */
        wonPerHour: money.nullable(),
        why: z.string().nullable(),
        rows: z.array(lossToCut),
        next: z.string().nullable(),
      }),
    ),
};
