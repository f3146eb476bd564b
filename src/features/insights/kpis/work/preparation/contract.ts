import { z } from "zod";
import { id, signedIn } from "../../../../team/contract.ts";
import { figuresFilter, periodNotPossible, periodTold, shareTold } from "../../contract.ts";
import { keptOf } from "../../kept/contract.ts";
import { heldAgainst, ratioTold } from "../ratios/contract.ts";

const count = z.number().int();

/** A step that had come due on this many deals by their close: done in time, late, or never. */
const standings = z.object({ due: count, inTime: count, late: count, missed: count });
export type Standings = z.infer<typeof standings>;

/** As everything stood and was recorded when the deal closed. */
const preparationFigures = z.object({
  /** Closed deals on which a step was recorded and one had come due. */
  won: z.object({ deals: count, ...standings.shape }),
  lost: z.object({ deals: count, ...standings.shape }),
  /** No step recorded before the close: nothing can be said of them. */
  notRecorded: z.object({ won: count, lost: count }),
  /** Of the steps due, those done in time. */
  inTime: heldAgainst,
  /** Of the steps due, on all of these deals: those that came late, or never. */
  late: ratioTold,
  missed: ratioTold,
  steps: z.array(
    z.object({
      stepId: id,
      name: z.string(),
      won: standings,
      lost: standings,
      inTimeWon: shareTold,
      inTimeLost: shareTold,
      difference: shareTold,
    }),
  ),
});
export type PreparationFigures = z.infer<typeof preparationFigures>;

export const preparationTold = z.object({
  period: periodTold,
  figures: preparationFigures,
  compared: z.object({ period: periodTold, figures: preparationFigures }).nullable(),
});
export type PreparationTold = z.infer<typeof preparationTold>;

export const preparationContract = {
  showPreparation: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/preparation",
      summary: "Steps done in time, late or never: on all deals that closed, before wins and before losses",
      description: "What it means exactly: docs/methods/figures-of-work.md.",
    })
    .errors(periodNotPossible)
    .input(figuresFilter)
    .output(keptOf(preparationTold)),
};
