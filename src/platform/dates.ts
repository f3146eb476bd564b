/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;
/** An instant as milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

export const dayMs = 86_400_000;

const dayParts = new Map<string, Intl.DateTimeFormat>();

/** Which calendar day is it at this instant in this time zone? */
export function dayOf(at: Instant, timeZone: string): Day {
  let format = dayParts.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    dayParts.set(timeZone, format);
  }
  return format.format(at);
}

/** The first instant of a day in a time zone. A day that begins after a clock change begins at its first real instant. */
export function startOfDay(day: Day, timeZone: string): Instant {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // A zone is at most 14 h ahead and 12 h behind; the day changes exactly once between these two instants.
  let before = utc - 15 * 3_600_000;
  let after = utc + 15 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle, timeZone) < day) before = middle;
    else after = middle;
  }
  return after;
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Adds whole months; the 31st of a shorter month becomes its last day. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastOfMonth = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date, lastOfMonth));
  return target.toISOString().slice(0, 10);
}

/** Whole days from one calendar day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

// Making a format costs far more than using it, and a pipeline check writes tens of thousands of days.
const words = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });

/** "2 March 2026": the day in words, for sentences that are stored. */
export function dayInWords(day: Day): string {
  return words.format(Date.parse(`${day}T00:00:00Z`));
}
