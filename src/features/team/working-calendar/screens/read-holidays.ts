import type { Day } from "../../../../platform/dates.ts";
import type { Holiday } from "../contract.ts";

export type ReadHolidays = {
  holidays: Holiday[];
  /** Lines in which no day was found, as they were written. */
  unread: string[];
};

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthName = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
type Parts = [year: string | undefined, month: string | undefined, date: string | undefined];
/** Days as lists of holidays write them. 1/5/2027 is left out: it is two days, by who reads it. */
const ways: { pattern: RegExp; order: (found: string[]) => Parts }[] = [
  { pattern: /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/, order: ([year, month, date]) => [year, month, date] },
  { pattern: /\b(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\b/, order: ([date, month, year]) => [year, month, date] },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?${monthName},? (\\d{4})\\b`, "i"),
    order: ([date, month, year]) => [year, month, date],
  },
  {
    pattern: new RegExp(`\\b${monthName} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, "i"),
    order: ([month, date, year]) => [year, month, date],
  },
];
const onlyWeekday = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?$/i;
const atTheEdge = /^[\s:"'()–—-]+|[\s:"'()–—-]+$/g;

/** One holiday a line, the day and its name in either order, as it is pasted from a web page or a table. */
export function readHolidays(text: string): ReadHolidays {
  const byDay = new Map<Day, Holiday>();
  const unread: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/).map((each) => each.trim())) {
    if (line === "") continue;
    const holiday = readLine(line);
    if (holiday) byDay.set(holiday.heldOn, holiday);
    else unread.push(line);
  }
  const holidays = [...byDay.values()].sort((one, other) => one.heldOn.localeCompare(other.heldOn));
  return { holidays, unread };
}

function readLine(line: string): Holiday | null {
  for (const { pattern, order } of ways) {
    const found = pattern.exec(line);
    const heldOn = found && dayOfParts(order(found.slice(1)));
    if (!heldOn) continue;
    // "Friday, 25 December 2026, Christmas Day": a weekday by itself says nothing new, and "Good Friday" does.
    const words = line
      .replace(found[0], "|")
      .split(/[|,;:\t]/)
      .map((part) => part.replace(atTheEdge, ""))
      .filter((part) => part !== "" && !onlyWeekday.test(part));
    return { heldOn, name: words.join(", ").replace(/\s+/g, " ").slice(0, 100) || "Holiday" };
  }
  return null;
}

function dayOfParts([year = "", month = "", date = ""]: Parts): Day | null {
  const monthNumber = /^\d/.test(month) ? Number(month) : months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const day = `${year}-${String(monthNumber).padStart(2, "0")}-${date.padStart(2, "0")}`;
  const at = new Date(`${day}T00:00:00Z`);
  // 31 February is no day.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}
