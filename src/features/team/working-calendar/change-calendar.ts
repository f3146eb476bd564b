import type { Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayManageTeam } from "../access.ts";
import { insertAuditEntry } from "../audit/store.ts";
import { lockTeam } from "../store.ts";
import { type CalendarShape, type Holiday, mostHolidays, type WorkingHours } from "./contract.ts";
import {
  countHolidays,
  deleteHolidays,
  findCalendarWithNames,
  updateHours,
  updateWeekdays,
  upsertHolidays,
} from "./store.ts";

export async function saveWeekdays(acting: Acting, { weekdays }: { weekdays: number[] }): Promise<CalendarShape> {
  return changeCalendar(acting, "changed the working days", (tx) =>
    updateWeekdays(tx, acting.session.workspace, weekdays),
  );
}

export async function saveHours(acting: Acting, hours: WorkingHours): Promise<CalendarShape> {
  return changeCalendar(acting, "changed the working hours", (tx) => updateHours(tx, acting.session.workspace, hours));
}

/** Of a day that is named twice, the last name counts, as if they had been added one after the other. */
export async function addHolidays(acting: Acting, { holidays }: { holidays: Holiday[] }): Promise<CalendarShape> {
  const byDay = new Map(holidays.map((holiday) => [holiday.heldOn, holiday]));
  return changeCalendar(acting, "added holidays", async (tx) => {
    await upsertHolidays(tx, acting.session.workspace, [...byDay.values()]);
    if ((await countHolidays(tx, acting.session.workspace)) > mostHolidays) throw new Refusal("TOO_MANY_HOLIDAYS");
  });
}

export async function removeHolidays(acting: Acting, { days }: { days: Day[] }): Promise<CalendarShape> {
  return changeCalendar(acting, "removed holidays", (tx) => deleteHolidays(tx, acting.session.workspace, days));
}

/** One change after the other, written down only where it changed something. */
async function changeCalendar(
  { db, session }: Acting,
  action: string,
  change: (tx: Tx) => Promise<void>,
): Promise<CalendarShape> {
  if (!mayManageTeam(session)) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    await lockTeam(tx, session.workspace);
    const before = await findCalendarWithNames(tx, session.workspace);
    await change(tx);
    const after = await findCalendarWithNames(tx, session.workspace);
    const detail = differenceOf(before, after);
    if (detail) {
      await insertAuditEntry(tx, session.workspace, {
        memberId: session.memberId,
        action,
        subjectKind: "workspace",
        subjectId: session.workspace,
        detail,
      });
    }
    return after;
  });
}

function differenceOf(before: CalendarShape, after: CalendarShape): object | null {
  const told = ({ heldOn, name }: Holiday) => `${heldOn} ${name}`;
  const [had, has] = [before.holidays.map(told), after.holidays.map(told)];
  const removed = had.filter((holiday) => !has.includes(holiday));
  const added = has.filter((holiday) => !had.includes(holiday));
  const moved = before.weekdays.join() !== after.weekdays.join();
  const shifted = before.hours.from !== after.hours.from || before.hours.until !== after.hours.until;
  if (!moved && !shifted && removed.length + added.length === 0) return null;
  return {
    ...(moved ? { weekdays: after.weekdays } : {}),
    ...(shifted ? { hours: after.hours } : {}),
    ...(added.length ? { added } : {}),
    ...(removed.length ? { removed } : {}),
  };
}
