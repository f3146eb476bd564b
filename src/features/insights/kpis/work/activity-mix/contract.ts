import { z } from "zod";
import { signedIn } from "../../../../team/contract.ts";
import { figuresFilter, periodNotPossible, periodTold } from "../../contract.ts";
import { keptOf } from "../../kept/contract.ts";
import { heldAgainst } from "../ratios/contract.ts";

const count = z.number().int();

export const contactKind = z.enum(["call", "email", "meeting"]);
export type ContactKind = z.infer<typeof contactKind>;

/** What passed between them and us on deals that closed, up to the close: of those that have any of it recorded. */
const mixFigures = z.object({
  won: z.object({ deals: count, contacts: count }),
  lost: z.object({ deals: count, contacts: count }),
  /** Closed without a call, e-mail or meeting recorded: left out, for not recorded is not none. */
  noContact: z.object({ won: count, lost: count }),
  /** All of it, a deal. */
  perDeal: heldAgainst,
  kinds: z.array(z.object({ kind: contactKind, perDeal: heldAgainst, share: heldAgainst })),
});
export type MixFigures = z.infer<typeof mixFigures>;

export const activityMixTold = z.object({
  period: periodTold,
  figures: mixFigures,
  compared: z.object({ period: periodTold, figures: mixFigures }).nullable(),
});
export type ActivityMixTold = z.infer<typeof activityMixTold>;

export const activityMixContract = {
  showActivityMix: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/activity-mix",
      summary: "Calls, e-mails and meetings before wins and before losses, per deal and as shares",
      description:
        "What it means exactly: docs/methods/figures-of-work.md. It follows from how far deals come: it does not say what wins them.",
    })
    .errors(periodNotPossible)
    .input(figuresFilter)
    .output(keptOf(activityMixTold)),
};
