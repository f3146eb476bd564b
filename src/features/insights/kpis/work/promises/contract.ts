import { z } from "zod";
import { signedIn } from "../../../../team/contract.ts";
import { figuresFilter, periodNotPossible, periodTold, shareTold } from "../../contract.ts";
import { keptOf } from "../../kept/contract.ts";

const count = z.number().int();

/** Repairs that were promised by a day of the period, whatever became of them. Dropped ones are left out. */
const promiseFigures = z.object({
  kept: count,
  /** Done after the day, or not done although it has passed. */
  doneLate: count,
  stillOpen: count,
  /** Their day has not passed yet. */
  toCome: count,
  dropped: count,
  /** Of those whose day has passed or that were done: late or not done. */
  late: shareTold,
});
export type PromiseFigures = z.infer<typeof promiseFigures>;

export const promisesTold = z.object({
  period: periodTold,
  figures: promiseFigures,
  compared: z.object({ period: periodTold, figures: promiseFigures, change: shareTold }).nullable(),
});
export type PromisesTold = z.infer<typeof promisesTold>;

export const promisesContract = {
  showPromises: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/promises",
      summary: "Repairs promised by a day of the period: done by then, late, or not at all",
      description: "What it means exactly: docs/methods/figures-of-work.md.",
    })
    .errors(periodNotPossible)
    .input(figuresFilter)
    .output(keptOf(promisesTold)),
};
