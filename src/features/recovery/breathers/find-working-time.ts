import type { Db } from "../../../platform/database/database.ts";
import type { Session } from "../../../platform/session.ts";
import { isWorkingDay } from "../../team/working-calendar/rules.ts";
import { findWorkingCalendar } from "../../team/working-calendar/store.ts";
import type { WorkingTime } from "./rules.ts";

/** When this person works: the team's days, on their own clock. */
export async function findWorkingTime(db: Db, { workspace, timeZone }: Session): Promise<WorkingTime> {
  const calendar = await findWorkingCalendar(db, workspace);
  return { timeZone, isWorkingDay: (day) => isWorkingDay(day, calendar) };
}
