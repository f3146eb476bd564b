import { calendarOf } from "../../platform/calendar.ts";
import type { Db } from "../../platform/database/database.ts";
import { dayOf, type Instant } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { listPipelinesOf, listStepsOf } from "../sales-process/store.ts";
import { findWorkspace } from "../team/store.ts";
import { findUsual } from "./norms/find-usual.ts";
import { findNorms } from "./norms/store.ts";
import type { FlagContext } from "./readings/rules.ts";
import type { WatchedFlag } from "./rules.ts";
import { listFlagsOf } from "./store.ts";

export type Watch = { flags: WatchedFlag[]; context: FlagContext; dayBegan: Instant };

/**
 * What a team's deals are held against at an instant. The usual time in a stage is that known when the day began: a win
 * changes what is usual for all deals only overnight, so that one deal can be read again without the others.
 */
export async function findFlagContext(db: Db, workspace: WorkspaceId, at: Instant): Promise<Watch> {
  const { time_zone: timeZone } = await findWorkspace(db, workspace);
  const today = dayOf(at, timeZone);
  const { beginOf, dayNumberAt } = calendarOf(timeZone);
  const dayBegan = beginOf(dayNumberAt(at));
  const flags = (await listFlagsOf(db, workspace)).filter(({ archived }) => !archived);
  const process = { steps: await listStepsOf(db, workspace), pipelines: await listPipelinesOf(db, workspace) };
  const norms = (await findNorms(db, workspace, today)) ?? (await findUsual(db, workspace, dayBegan, timeZone));
  return { flags, context: { process, norms, timeZone }, dayBegan };
}
