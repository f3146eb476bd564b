import type { Db } from "../../../../../platform/database/database.ts";
import { dayOf, type Instant } from "../../../../../platform/dates.ts";
import type { Session } from "../../../../../platform/session.ts";
import { listPipelinesOf, listStepsOf } from "../../../../sales-process/store.ts";
import { findWorkingTime } from "../../../../team/working-calendar/working-time/store.ts";
import type { Settled } from "../../settle-filter.ts";
import type { WorkAsked } from "../contract.ts";
import type { Worked } from "./store.ts";

type Asked = WorkAsked & { session: Session; now: Instant; settled: Settled };

/** What the list behind any figure of work is found by: the team's hours and its process, as the report's period asks for them. */
export async function gatherWorked(
  db: Db,
  { session: { workspace, timeZone }, now, settled: { slice, period, stretch }, ...asked }: Asked,
): Promise<Worked> {
  const time = await findWorkingTime(db, workspace, timeZone, { from: stretch.from, until: now });
  const process = { steps: await listStepsOf(db, workspace), pipelines: await listPipelinesOf(db, workspace) };
  return { ...asked, workspace, slice, period, stretch, today: dayOf(now, timeZone), now, timeZone, time, process };
}
