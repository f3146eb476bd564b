import { z } from "zod";
import { periodNotPossible, periodTold, shareTold } from "../../insights/kpis/contract.ts";
import { keptOf } from "../../insights/kpis/kept/contract.ts";
import { day, id, signedIn } from "../../team/contract.ts";
import { audienceFilter } from "../early-losses/contract.ts";

const count = z.number().int();
const wins = z.object({ won: count, deals: count, rate: shareTold });
export type WinsTold = z.infer<typeof wins>;

const change = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    /** From this day on it is likeliest to be another share, and the first and the last day that the deals do not rule out. */
    since: day,
    earliest: day,
    latest: day,
    before: wins,
    after: wins,
    /** The win rate since less that before, -1 to 1; its 95 % interval holds whichever of those days it was. */
    difference: z.object({ value: z.number(), low: z.number(), high: z.number() }),
    /** How often chance alone brings as large a change anywhere, by itself and corrected for all personas looked at. */
    p: z.number(),
    adjustedP: z.number(),
    /** Whether it survives the correction. */
    stands: z.boolean(),
    /** Deals of all other personas on the two sides of that day. */
    others: z.object({ before: wins, after: wins }),
  }),
  z.object({ kind: z.literal("too-few"), outOf: count, needed: count }),
  z.object({ kind: z.literal("no-variation") }),
]);

const personaOverTime = z.object({
  id,
  name: z.string(),
  won: count,
  deals: count,
  /** Its deals were looked at from this day on: more than twenty thousand are not. */
  from: day,
  /** Quarters, each by its first day, in the order of time. */
  quarters: z.array(z.object({ from: day, won: count, deals: count, rate: shareTold })),
  change,
});
export type PersonaOverTime = z.infer<typeof personaOverTime>;

export const overTimeTold = z.object({
  period: periodTold,
  fewestASide: count,
  falseDiscoveryRate: z.number(),
  /** How many personas were tested; the correction is over all of these. */
  looked: count,
  /** Closed in bulk: nobody knows when they were decided. Left out. */
  bulkEdited: count,
  /** Closed deals of no persona, left out. */
  noPersona: count,
  /** Those whose fall stands first, then the others by name. */
  personas: z.array(personaOverTime),
});
export type OverTimeTold = z.infer<typeof overTimeTold>;

export const overTimeContract = {
  showPersonasOverTime: signedIn
    .route({
      method: "GET",
      path: "/audience/personas-over-time",
      summary: "Personas that stopped fitting: whether and since when each one's win rate has changed",
      description:
        "The last two years, unless told otherwise. What it means exactly: docs/methods/personas-over-time.md.",
    })
    .errors(periodNotPossible)
    .input(audienceFilter)
    .output(keptOf(overTimeTold)),
};
