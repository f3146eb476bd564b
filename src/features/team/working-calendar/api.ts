import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../../platform/http/acting.ts";
import { addHolidays, removeHolidays, saveHours, saveWeekdays } from "./change-calendar.ts";
import { workingCalendarContract } from "./contract.ts";
import { findCalendarWithNames } from "./store.ts";

const api = implement(workingCalendarContract).$context<RequestContext>().use(refusals).use(requireSession);

export const workingCalendarApi = api.router({
  showCalendar: api.showCalendar.handler(({ context: { db, session } }) =>
    findCalendarWithNames(db, session.workspace),
  ),
  saveWeekdays: api.saveWeekdays.handler(({ context, input }) => saveWeekdays(context, input)),
  saveHours: api.saveHours.handler(({ context, input }) => saveHours(context, input)),
  addHolidays: api.addHolidays.handler(({ context, input }) => addHolidays(context, input)),
  removeHolidays: api.removeHolidays.handler(({ context, input }) => removeHolidays(context, input)),
});
