import { z } from "zod";
import { id, signedIn } from "../../../team/contract.ts";
import { figuresFilter, periodNotPossible, periodTold, shareTold } from "../contract.ts";
import { keptOf } from "../kept/contract.ts";

const count = z.number().int();

const stageFigures = z.object({
  stageId: id,
  name: z.string(),
  /** Closed deals that came this far or further. */
  reached: count,
  /** Of them, lost with this as the furthest stage they came to. */
  left: count,
  leftShare: shareTold,
  /** Against the other period; null without one. */
  leftShareBefore: shareTold.nullable(),
  change: shareTold.nullable(),
});

const funnel = z.object({
  pipelineId: id,
  name: z.string(),
  /** Closed deals of which a stage is known. */
  deals: count,
  won: count,
  /** Closed deals of which no open stage is known, left out. */
  noStage: count,
  /** In the order of the pipeline. */
  stages: z.array(stageFigures),
});
export type Funnel = z.infer<typeof funnel>;

export const funnelsTold = z.object({
  period: periodTold,
  compared: periodTold.nullable(),
  funnels: z.array(funnel),
});
export type FunnelsTold = z.infer<typeof funnelsTold>;

export const funnelContract = {
  showFunnels: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/funnels",
      summary: "How far closed deals came, stage by stage, and where lost ones left; a funnel a pipeline",
      description: "What it means exactly: docs/methods/kpis.md.",
    })
    .errors(periodNotPossible)
    .input(figuresFilter)
    .output(keptOf(funnelsTold)),
};
