import { type Day, dayMs, dayOf, type Instant, startOfDay } from "./dates.ts";

/** A day counted from 1970-01-01, so that days between two of them are a difference. */
export type DayNumber = number;

/** The days of one time zone, remembered: asking the clock's rules anew costs a hundred times as much. */
export type Calendar = {
  dayNumberAt: (at: Instant) => DayNumber;
  dayAt: (at: Instant) => Day;
  /** The first instant of a day. */
  beginOf: (day: DayNumber) => Instant;
};

/** Where the local day turns within a day of UTC. `turnsOnce` is false where a zone left out a day. */
type UtcDay = { first: DayNumber; turnsAt: Instant; turnsOnce: boolean };

const calendars = new Map<string, Calendar>();
/** More than a hundred years; days further apart than that are hardly real, and forgotten again. */
const mostKept = 50_000;

export const numberOfDay = (day: Day): DayNumber => Date.parse(`${day}T00:00:00Z`) / dayMs;
export const dayOfNumber = (day: DayNumber): Day => new Date(day * dayMs).toISOString().slice(0, 10);

/** The calendar of a time zone, such as "Europe/Berlin". */
export function calendarOf(timeZone: string): Calendar {
  const known = calendars.get(timeZone);
  if (known) return known;
  const calendar = makeCalendar(timeZone);
  calendars.set(timeZone, calendar);
  return calendar;
}

function makeCalendar(timeZone: string): Calendar {
  const utcDays = new Map<number, UtcDay>();
  const begins = new Map<DayNumber, Instant>();
  const names = new Map<DayNumber, Day>();
  const numberAt = (at: Instant) => numberOfDay(dayOf(at, timeZone));

  const readUtcDay = (begin: Instant): UtcDay => {
    const first = numberAt(begin);
    const last = numberAt(begin + dayMs - 1);
    if (last === first) return { first, turnsAt: Number.POSITIVE_INFINITY, turnsOnce: true };
    const turnsAt = startOfDay(dayOfNumber(last), timeZone);
    return { first, turnsAt, turnsOnce: last === first + 1 };
  };
  const dayNumberAt = (at: Instant): DayNumber => {
    const day = Math.floor(at / dayMs);
    const { first, turnsAt, turnsOnce } = utcDays.get(day) ?? kept(utcDays, day, () => readUtcDay(day * dayMs));
    if (!turnsOnce) return numberAt(at);
    return at < turnsAt ? first : first + 1;
  };
  return {
    dayNumberAt,
    dayAt: (at) => {
      const day = dayNumberAt(at);
      return kept(names, day, () => dayOfNumber(day));
    },
    beginOf: (day) => begins.get(day) ?? kept(begins, day, () => startOfDay(dayOfNumber(day), timeZone)),
  };
}

function kept<Key, Value>(answers: Map<Key, Value>, key: Key, answer: () => Value): Value {
  const found = answers.get(key);
  if (found !== undefined) return found;
  if (answers.size >= mostKept) answers.clear();
  const value = answer();
  answers.set(key, value);
  return value;
}
