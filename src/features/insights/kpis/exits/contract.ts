import { z } from "zod";
import { id, signedIn } from "../../../team/contract.ts";
import { figuresFilterShape, leftBy, periodNotPossible, periodTold, shareTold } from "../contract.ts";
import { keptOf } from "../kept/contract.ts";

const count = z.number().int();

const exitCause = z.object({
  /** As the list of deals takes it; empty: of which none is told. Null: all smaller ones together. */
  key: z.string().nullable(),
  /** The CRM's or the reason's own words; a kind of loss by its key. */
  name: z.string(),
  left: count,
  /** Of all lost deals of the pipeline. */
  share: shareTold,
  /** Against the other period; null without one, and for the smaller ones together, which need not be the same. */
  shareBefore: shareTold.nullable(),
  change: shareTold.nullable(),
});

const exits = z.object({
  pipelineId: id,
  name: z.string(),
  /** Closed deals of which a stage is known, and of them won and lost; and those of which none is. */
  deals: count,
  won: count,
  lost: count,
  noStage: count,
  /** In the order of the pipeline. Whoever came to a stage went on, to the next one or to be won, or left there. */
  stages: z.array(z.object({ stageId: id, name: z.string(), reached: count, wentOn: count, left: count })),
  /** What they left for: the largest first, the smaller ones together, then those of which none is told. */
  causes: z.array(exitCause),
  /** From which stage for which cause, by its key; none with no deal. They add up to what left. */
  links: z.array(z.object({ stageId: id, cause: z.string().nullable(), left: count })),
});
export type Exits = z.infer<typeof exits>;

export const exitsTold = z.object({
  period: periodTold,
  compared: periodTold.nullable(),
  leftBy,
  pipelines: z.array(exits),
});
export type ExitsTold = z.infer<typeof exitsTold>;

export const exitsAsked = z.strictObject({ ...figuresFilterShape, leftBy: leftBy.optional() });

export const exitsContract = {
  showExits: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/exits",
      summary: "From which stage lost deals left and for what, pipeline by pipeline: what a sankey is drawn of",
      description:
        "By how the deal says it was lost, by the CRM's words, or by the first reason of its debrief as far as you may read it. What it means exactly: docs/methods/kpis.md.",
    })
    .errors(periodNotPossible)
    .input(exitsAsked)
    .output(keptOf(exitsTold)),
};
