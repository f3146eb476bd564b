import { addDays, type Day } from "../../../platform/dates.ts";

/** On which days the team works. Monday is 1 and Sunday 7, as ISO 8601 counts. */
export type WorkingCalendar = { weekdays: ReadonlySet<number>; holidays: ReadonlySet<Day> };

/** What a workspace begins with: Monday to Friday, no holidays. */
export const mondayToFriday: WorkingCalendar = { weekdays: new Set([1, 2, 3, 4, 5]), holidays: new Set() };

export function workingCalendarOf(told: {
  weekdays: readonly number[];
  holidays: readonly { heldOn: Day }[];
}): WorkingCalendar {
  return { weekdays: new Set(told.weekdays), holidays: new Set(told.holidays.map(({ heldOn }) => heldOn)) };
}

export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

export function isWorkingDay(day: Day, { weekdays, holidays }: WorkingCalendar): boolean {
  return weekdays.has(weekdayOf(day)) && !holidays.has(day);
}

/** This day, if the team works on it, else the next on which it does. */
export function workingDayFrom(day: Day, calendar: WorkingCalendar): Day {
  // With a weekday to work on the search ends: holidays are a list, and a list ends.
  if (calendar.weekdays.size === 0) throw new RangeError("A team works on at least one weekday.");
  let found = day;
  while (!isWorkingDay(found, calendar)) found = addDays(found, 1);
  return found;
}

/** The first working day after this day. */
export function nextWorkingDay(day: Day, calendar: WorkingCalendar): Day {
  return workingDayFrom(addDays(day, 1), calendar);
}

/** The n-th working day after this day; none added is this day, or the next working day where it is none. */
export function addWorkingDays(day: Day, workingDays: number, calendar: WorkingCalendar): Day {
  let found = workingDays === 0 ? workingDayFrom(day, calendar) : day;
  for (let added = 0; added < workingDays; added += 1) found = nextWorkingDay(found, calendar);
  return found;
}
