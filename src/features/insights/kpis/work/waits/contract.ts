import { z } from "zod";
import { tooFewTold } from "../../contract.ts";

/** In working minutes; or not reached yet by what was seen so far. */
const minutesTold = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("at"), minutes: z.number() }),
  z.object({ kind: z.literal("not-reached"), after: z.number() }),
]);
export type MinutesTold = z.infer<typeof minutesTold>;

const share = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** How long they waited, in working time; whoever waits still is among them, for as long as they have waited. */
export const waitTold = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    /** Half no longer waited by then; and between which minutes that may well lie. */
    median: minutesTold,
    low: minutesTold,
    high: minutesTold,
    /** The share that no longer waited after `withinHours`, with its 95 % interval; null: nobody was seen for so long. */
    within: share.nullable(),
    /** The share still waiting after so many minutes, with its 95 % interval; of a long curve at most a hundred points. */
    curve: z.array(
      z.object({
        minutes: z.number(),
        waiting: z.number(),
        low: z.number(),
        high: z.number(),
        atRisk: z.number().int(),
      }),
    ),
  }),
  tooFewTold,
]);
export type WaitTold = z.infer<typeof waitTold>;
