import { inSnapshot } from "../../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../../platform/http/acting.ts";
import type { FiguresFilter } from "../contract.ts";
import { settleFilter } from "../settle-filter.ts";
import type { FunnelsTold } from "./contract.ts";
import { funnelOf } from "./rules.ts";
import { listPipelineStages, tallyFurthest } from "./store.ts";

/** How far the deals came that closed in a period, and where lost ones left: of every pipeline that has any. */
export async function showFunnels({ db, session, now }: Acting, filter: FiguresFilter): Promise<FunnelsTold> {
  return inSnapshot(db, async (snapshot) => {
    const { slice, period, stretch, compared } = await settleFilter({ db: snapshot, session, now }, filter);
    const pipelines = await listPipelineStages(snapshot, session.workspace);
    const current = await tallyFurthest(snapshot, slice, stretch);
    const before = compared && (await tallyFurthest(snapshot, slice, compared.stretch));
    const used = pipelines.filter(({ id }) => current.some(({ pipelineId }) => pipelineId === id));
    return {
      period,
      compared: compared?.period ?? null,
      funnels: used.map((pipeline) => {
        const isIts = ({ pipelineId }: { pipelineId: string }) => pipelineId === pipeline.id;
        return funnelOf(pipeline, pipeline.stages, current.filter(isIts), before?.filter(isIts) ?? null);
      }),
    };
  });
}
