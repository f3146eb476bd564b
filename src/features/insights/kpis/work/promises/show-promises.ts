import { inSnapshot } from "../../../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../../../platform/dates.ts";
import type { Acting } from "../../../../../platform/http/acting.ts";
import type { FiguresFilter } from "../../contract.ts";
import { changeOf } from "../../rules.ts";
import { settleFilter } from "../../settle-filter.ts";
import type { PromisesTold } from "./contract.ts";
import { promisesOf } from "./rules.ts";
import { tallyPromises } from "./store.ts";

/** What we had promised to do by a day of the period, and whether it was done by then. */
export async function showPromises({ db, session, now }: Acting, filter: FiguresFilter): Promise<PromisesTold> {
  const { timeZone } = session;
  return inSnapshot(db, async (snapshot) => {
    const { slice, period, compared } = await settleFilter({ db: snapshot, session, now }, filter);
    const asked = { slice, today: dayOf(now, timeZone), timeZone };
    const current = promisesOf(await tallyPromises(snapshot, { ...asked, period }));
    const before = compared && promisesOf(await tallyPromises(snapshot, { ...asked, period: compared.period }));
    return {
      period,
      figures: current.figures,
      compared: compared &&
        before && {
          period: compared.period,
          figures: before.figures,
          change: changeOf(current.share, before.share),
        },
    };
  });
}
