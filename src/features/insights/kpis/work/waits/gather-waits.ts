import type { Db } from "../../../../../platform/database/database.ts";
import type { Instant } from "../../../../../platform/dates.ts";
import type { Session } from "../../../../../platform/session.ts";
import type { WorkingHours } from "../../../../team/working-calendar/contract.ts";
import { findCalendarWithNames } from "../../../../team/working-calendar/store.ts";
import { findWorkingTime } from "../../../../team/working-calendar/working-time/store.ts";
import type { Settled } from "../../settle-filter.ts";
import type { WaitTally } from "./rules.ts";
import { tallyWaits, type WaitsFor } from "./store.ts";

type Asked = { session: Session; now: Instant; settled: Settled };

/** What became of the messages of a report's periods, and in which hours that was counted. */
export async function gatherWaits(
  db: Db,
  kind: WaitsFor,
  { session: { workspace, timeZone }, now, settled: { slice, stretch, compared } }: Asked,
): Promise<{ hours: WorkingHours; current: WaitTally[]; before: WaitTally[] | null }> {
  const { hours } = await findCalendarWithNames(db, workspace);
  const from = Math.min(stretch.from, compared?.stretch.from ?? stretch.from);
  const time = await findWorkingTime(db, workspace, timeZone, { from, until: now });
  const asked = { slice, time, now, timeZone };
  return {
    hours,
    current: await tallyWaits(db, kind, { ...asked, stretch }),
    before: compared && (await tallyWaits(db, kind, { ...asked, stretch: compared.stretch })),
  };
}
