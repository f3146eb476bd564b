import { addDays, type Day } from "../../platform/dates.ts";
import type { Period } from "../insights/kpis/rules.ts";
import { weekdayOf } from "../team/working-calendar/rules.ts";

/** So many weeks before are what is usual. */
export const usualWeeks = 12;
/** A reason that came in these weeks before has come again. */
export const repeatWeeks = 4;
/** As many as can be read aloud. */
export const lossesTold = 5;
export const dealsNamed = 2;
export const callsNamed = 4;
export const flagsTold = 3;

/** Monday to Sunday. */
export function weekOf(day: Day): Period {
  const from = addDays(day, 1 - weekdayOf(day));
  return { from, until: addDays(from, 6) };
}

/** The week asked for, else the last one that is over; null where it has not begun. */
export function weekAsked(day: Day | undefined, today: Day): Period | null {
  if (day === undefined) return weekOf(addDays(today, -7));
  const week = weekOf(day);
  return week.from > today ? null : week;
}

export const weeksBefore = ({ from }: Period, weeks: number): Period => ({
  from: addDays(from, -7 * weeks),
  until: addDays(from, -1),
});

export const weekAfter = ({ until }: Period): Period => ({ from: addDays(until, 1), until: addDays(until, 7) });
