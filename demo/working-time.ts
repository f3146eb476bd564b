import { addDays, type Day, dayMs, dayOf, type Instant, startOfDay } from "../src/platform/dates.ts";
import { the } from "./dice.ts";

/**
 * Time as a team counts it: working day number, and how much of that day's hours has passed. 12.5 is the middle of the
 * thirteenth working day. A later working time is always a later instant.
 */
export type WorkingTime = number;

export type WorkingCalendar = {
  instantAt: (time: WorkingTime) => Instant;
  dayAt: (time: WorkingTime) => Day;
  /** How much working time has passed at an instant; evenings, weekends and holidays count as the next day's start. */
  timeAt: (at: Instant) => WorkingTime;
  days: readonly Day[];
};

const opensAtHour = 9;
const closesAtHour = 17.5;
const holidays = new Set(["01-01", "05-01", "12-25", "12-26"]);
const hourMs = 3_600_000;

/** The working days from one day to another in a time zone: Monday to Friday without the holidays, 9:00 to 17:30. */
export function workingCalendar(from: Day, to: Day, timeZone: string): WorkingCalendar {
  const days: Day[] = [];
  const opensAt: Instant[] = [];
  let midnight = startOfDay(from, timeZone);
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const next = addDays(day, 1);
    const aDayLater = midnight + dayMs;
    const plainDay = dayOf(aDayLater, timeZone) === next && dayOf(aDayLater - 1, timeZone) === day;
    const nextMidnight = plainDay ? aDayLater : startOfDay(next, timeZone);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !holidays.has(day.slice(5))) {
      days.push(day);
      // Clocks are changed in the small hours, so the working day is counted back from its end.
      opensAt.push(nextMidnight - (24 - opensAtHour) * hourMs);
    }
    midnight = nextMidnight;
  }
  const openMs = (closesAtHour - opensAtHour) * hourMs;
  return {
    days,
    instantAt: (time) => {
      const number = Math.floor(time);
      return the(opensAt, number) + Math.floor(((time - number) * openMs) / 1000) * 1000;
    },
    dayAt: (time) => the(days, Math.floor(time)),
    timeAt: (at) => {
      let first = 0;
      let last = opensAt.length;
      while (first < last) {
        const middle = (first + last) >> 1;
        if (the(opensAt, middle) <= at) first = middle + 1;
        else last = middle;
      }
      if (first === 0) return 0;
      return first - 1 + Math.min(1, (at - the(opensAt, first - 1)) / openMs);
    },
  };
}
