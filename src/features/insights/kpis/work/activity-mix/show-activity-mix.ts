import { inSnapshot } from "../../../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../../../platform/http/acting.ts";
import type { FiguresFilter } from "../../contract.ts";
import { settleFilter } from "../../settle-filter.ts";
import type { ActivityMixTold } from "./contract.ts";
import { mixOf } from "./rules.ts";
import { tallyMix } from "./store.ts";

/** What passed between them and us before deals of a period were won, and before they were lost. */
export async function showActivityMix({ db, session, now }: Acting, filter: FiguresFilter): Promise<ActivityMixTold> {
  return inSnapshot(db, async (snapshot) => {
    const { slice, period, stretch, compared } = await settleFilter({ db: snapshot, session, now }, filter);
    return {
      period,
      figures: mixOf(await tallyMix(snapshot, slice, stretch)),
      compared: compared && {
        period: compared.period,
        figures: mixOf(await tallyMix(snapshot, slice, compared.stretch)),
      },
    };
  });
}
