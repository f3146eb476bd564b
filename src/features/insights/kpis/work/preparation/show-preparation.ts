import { inSnapshot } from "../../../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../../../platform/http/acting.ts";
import { listPipelinesOf, listStepsOf } from "../../../../sales-process/store.ts";
import type { FiguresFilter } from "../../contract.ts";
import { settleFilter } from "../../settle-filter.ts";
import type { PreparationTold } from "./contract.ts";
import { preparationOf } from "./rules.ts";
import { tallySteps } from "./store.ts";

/** How well prepared deals of a period were when they were won, and when they were lost; and which steps came late or never. */
export async function showPreparation({ db, session, now }: Acting, filter: FiguresFilter): Promise<PreparationTold> {
  const { workspace, timeZone } = session;
  return inSnapshot(db, async (snapshot) => {
    const { slice, period, stretch, compared } = await settleFilter({ db: snapshot, session, now }, filter);
    const steps = await listStepsOf(snapshot, workspace);
    const process = { steps, pipelines: await listPipelinesOf(snapshot, workspace) };
    const standing = { workspace, process, timeZone };
    return {
      period,
      figures: preparationOf(steps, await tallySteps(snapshot, slice, stretch, standing)),
      compared: compared && {
        period: compared.period,
        figures: preparationOf(steps, await tallySteps(snapshot, slice, compared.stretch, standing)),
      },
    };
  });
}
