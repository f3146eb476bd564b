import { z } from "zod";
import { id, signedIn } from "../../../team/contract.ts";
import { figuresFilter, periodNotPossible, periodTold, tooFewTold } from "../contract.ts";
import { keptOf } from "../kept/contract.ts";
import { openChangeTold, waitingTold } from "../times/contract.ts";

const count = z.number().int();
const share = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** By so many days: the shares of stays that ended each way, and with those still there they are all. */
const endsTold = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    /** Nobody was seen to leave later than that; what had come of them by then. */
    after: z.number(),
    movedOn: share,
    won: share,
    lost: share,
    curve: z.array(z.object({ days: z.number(), movedOn: z.number(), won: z.number(), lost: z.number() })),
  }),
  tooFewTold,
]);

const stayFigures = z.object({
  /** Stays in the stage that began in the period, and of how many deals: one that came back stays again. */
  stays: count,
  deals: count,
  /** How they ended: the deal moved to another stage, was won, or was lost; or it stands there still. */
  movedOn: count,
  won: count,
  lost: count,
  still: count,
  /** Ended by a bulk edit; by a close nobody knows when: left out of the days. */
  bulkEdited: count,
  undated: count,
  /** Until it leaves the stage, however. */
  waiting: waitingTold,
  ends: endsTold,
});
export type StayFigures = z.infer<typeof stayFigures>;

const stageTimes = z.object({
  stageId: id,
  name: z.string(),
  figures: stayFigures,
  compared: z
    .object({
      figures: stayFigures,
      /** Of the share still in the stage after 30 days, or as many as both periods were seen for; null: hardly any. */
      stillChange: openChangeTold.nullable(),
    })
    .nullable(),
});
export type StageTimes = z.infer<typeof stageTimes>;

export const stageTimesTold = z.object({
  period: periodTold,
  compared: periodTold.nullable(),
  /** In their order, as their stages. */
  pipelines: z.array(z.object({ pipelineId: id, name: z.string(), stages: z.array(stageTimes) })),
});
export type StageTimesTold = z.infer<typeof stageTimesTold>;

export const stageTimesContract = {
  showStageTimes: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/stage-times",
      summary:
        "How long deals stay in each stage and how a stay ends, those still there included as long as they have been",
      description: "Of stays that began in the period. What it means exactly: docs/methods/kpis.md.",
    })
    .errors(periodNotPossible)
    .input(figuresFilter)
    .output(keptOf(stageTimesTold)),
};
