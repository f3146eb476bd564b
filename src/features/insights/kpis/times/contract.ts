import { z } from "zod";
import { signedIn } from "../../../team/contract.ts";
import { figuresFilter, periodNotPossible, periodTold, tooFewTold } from "../contract.ts";
import { keptOf } from "../kept/contract.ts";

const count = z.number().int();

/** In days; or not reached yet by what was seen so far. */
const reachedTold = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("at"), days: z.number() }),
  z.object({ kind: z.literal("not-reached"), after: z.number() }),
]);
export type ReachedTold = z.infer<typeof reachedTold>;

export const waitingTold = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    /** Half are over by then; and between which days that may well lie. */
    median: reachedTold,
    low: reachedTold,
    high: reachedTold,
    /** The share still open after so many days, with its 95 % interval; of a long curve at most a hundred points. */
    curve: z.array(z.object({ days: z.number(), open: z.number(), low: z.number(), high: z.number(), atRisk: count })),
  }),
  tooFewTold,
]);

export type WaitingTold = z.infer<typeof waitingTold>;

/** By how much the share still waiting after so many days differs from the other period, -1 to 1, with its 95 % interval. */
export const openChangeTold = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("known"), days: count, value: z.number(), low: z.number(), high: z.number() }),
  tooFewTold,
]);
export type OpenChangeTold = z.infer<typeof openChangeTold>;

const cycleFigures = z.object({
  /** Deals begun in the period, and how they stand. */
  deals: count,
  closed: count,
  open: count,
  /** Closed in a bulk edit; closed nobody knows when, or before they began: left out. */
  bulkEdited: count,
  undated: count,
  waiting: waitingTold,
});
export type CycleFigures = z.infer<typeof cycleFigures>;

export const cycleTold = z.object({
  period: periodTold,
  figures: cycleFigures,
  compared: z
    .object({
      period: periodTold,
      figures: cycleFigures,
      /** Of the share still open after 90 days, or as many as both periods were seen for; null: hardly any. */
      openChange: openChangeTold.nullable(),
    })
    .nullable(),
});
export type CycleTold = z.infer<typeof cycleTold>;

export const timesContract = {
  showCycle: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/cycle",
      summary:
        "How long deals take from their beginning to their close, open ones included as long as they have been open",
      description: "What it means exactly: docs/methods/kpis.md.",
    })
    .errors(periodNotPossible)
    .input(figuresFilter)
    .output(keptOf(cycleTold)),
};
