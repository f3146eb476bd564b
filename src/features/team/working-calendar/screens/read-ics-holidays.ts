import ICAL from "ical.js";
import { addDays, addMonths, type Day } from "../../../../platform/dates.ts";

const yearsAhead = 3;
/** A holiday of more days than a month is school holidays, in which people work. */
const longestDays = 31;
const mostRepeats = 500;

/** The whole days of a calendar file that are to come, one a line as they would be pasted; null: it is no calendar. */
export function readIcsHolidays(text: string, today: Day): string | null {
  const until = addMonths(today, 12 * yearsAhead);
  try {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
    return events
      .filter(({ startDate }) => startDate?.isDate)
      .flatMap((event) => beginningsOf(event, until).flatMap((begin) => daysOf(event, begin)))
      .filter(({ day }) => day >= today && day <= until)
      .sort((one, other) => one.day.localeCompare(other.day))
      .map(({ day, name }) => `${day} ${name}`)
      .join("\n");
  } catch {
    return null;
  }
}

function beginningsOf(event: ICAL.Event, until: Day): Day[] {
  if (!event.isRecurring()) return [dayOfTime(event.startDate)];
  const repeats = event.iterator();
  const found: Day[] = [];
  for (let time = repeats.next(); time && found.length < mostRepeats; time = repeats.next()) {
    if (dayOfTime(time) > until) break;
    found.push(dayOfTime(time));
  }
  return found;
}

function daysOf(event: ICAL.Event, begin: Day): { day: Day; name: string }[] {
  const length = Math.round(event.duration.toSeconds() / 86_400) || 1;
  const name = (event.summary ?? "").replace(/\s+/g, " ").trim();
  return length > longestDays ? [] : Array.from({ length }, (_, later) => ({ day: addDays(begin, later), name }));
}

const dayOfTime = (time: ICAL.Time): Day => time.toString().slice(0, 10);
