import { z } from "zod";
import { id, instant, signedIn } from "../../team/contract.ts";

const count = z.number().int();
const group = z.object({ won: count, deals: count });

export const practiceOutcomes = z.object({
  /** When it was adopted first; null: never. Deals closed before say nothing about it. */
  since: instant.nullable(),
  /** Whether a flag ever said where it applies; without one nothing can be compared. */
  isShown: z.boolean(),
  /** Closed deals on which it applied while it was adopted: done on them before the close, and not. */
  withIt: group,
  without: group,
  /** Won with it less won without, as shares, with its 95 % interval. */
  difference: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("interval"), estimate: z.number(), low: z.number(), high: z.number() }),
    z.object({ kind: z.literal("too-few"), outOf: count, needed: count }),
  ]),
  /** Closed in bulk, so that nobody knows when they were decided: in no group. */
  leftOut: count,
});
export type PracticeOutcomes = z.infer<typeof practiceOutcomes>;

export const outcomesContract = {
  showOutcomes: signedIn
    .route({
      method: "GET",
      path: "/practices/{id}/outcomes",
      summary: "How closed deals ended on which a practice applied, with it and without",
      description:
        "Of the whole team, never by person. Who applies a practice chose to: the difference is no proof that it works.",
    })
    .input(z.strictObject({ id }))
    .output(practiceOutcomes),
};
