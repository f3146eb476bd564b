import type { Db } from "../../../platform/database/database.ts";
import type { Session } from "../../../platform/session.ts";
import { findTimeZone } from "../../team/time-zones/store.ts";
import { isWorkingDay } from "../../team/working-calendar/rules.ts";
import { findWorkingCalendar } from "../../team/working-calendar/store.ts";
import type { WorkingTime } from "./rules.ts";

/** When this person works: the team's days, on their own clock. */
export async function findWorkingTime(db: Db, { workspace, memberId }: Session): Promise<WorkingTime> {
  const timeZone = await findTimeZone(db, workspace, memberId);
  const calendar = await findWorkingCalendar(db, workspace);
  return { timeZone, isWorkingDay: (day) => isWorkingDay(day, calendar) };
}
