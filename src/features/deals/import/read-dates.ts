import { type Instant, startOfDay } from "../../../platform/dates.ts";
import type { DateOrder } from "./contract.ts";

const dayMs = 86_400_000;

/** How the numbers of a column of dates are to be read; `null` where every date says it itself. */
export type DateReading = { order: DateOrder | null; plainNumbers: "serial" | "seconds" | "milliseconds" | null };

/** A date as written: `dayNumber` counts from 1970-01-01; without a time of day it is a whole day. */
export type WrittenDate = { dayNumber: number; timeMs: number | null; offsetMs: number | null };

type Shape =
  | { kind: "named"; year: number; month: number; day: number; rest: string }
  | { kind: "year-first"; year: number; month: number; day: number; rest: string }
  | { kind: "numeric"; first: number; second: number; year: number; separator: string; rest: string }
  | { kind: "number"; value: number };

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/s;
const compact = /^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?:T?$|T(?=\d))(.*)$/s;
const numeric = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/s;
const weekday = String.raw`(?:\p{L}{2,10}\.?,?\s+)?`;
const dayAndName = new RegExp(
  String.raw`^${weekday}(\d{1,2})(?:st|nd|rd|th|er|º)?\.?[\s-]*(?:de\s+)?(\p{L}{3,10})\.?,?[\s-]+(?:de\s+|del\s+)?(\d{4}|\d{2})(?!\d)(.*)$`,
  "su",
);
const nameAndDay = new RegExp(
  String.raw`^${weekday}(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)(.*)$`,
  "su",
);
const plainNumber = /^\d{5}(?:[.,]\d+)?$|^\d{10}$|^\d{13}$/;

const months: Record<string, number> = {};
for (const [number, starts] of [
  [1, "jan ene gen"],
  [2, "feb fev"],
  [3, "mar mrz maa"],
  [4, "apr avr abr"],
  [5, "may mai mag mei"],
  [6, "jun giu"],
  [7, "jul lug"],
  [8, "aug aou ago"],
  [9, "sep set"],
  [10, "oct okt ott out"],
  [11, "nov"],
  [12, "dec dez dic"],
] as const)
  for (const start of starts.split(" ")) months[start] = number;

function monthNamed(name: string): number | undefined {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  if (plain.startsWith("jui")) return plain.startsWith("juil") ? 7 : plain.startsWith("juin") ? 6 : undefined;
  return months[plain.slice(0, 3)];
}

/** Takes a written date apart without deciding what is day and what is month. */
export function takeDateApart(text: string): Shape | null {
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    const year = yearFirst.exec(text);
    if (year) {
      const [, y, , m, d, rest = ""] = year;
      return { kind: "year-first", year: Number(y), month: Number(m), day: Number(d), rest };
    }
    const parts = numeric.exec(text);
    if (parts) {
      const [, a, separator = "", b, y = "", rest = ""] = parts;
      return { kind: "numeric", first: Number(a), second: Number(b), year: fullYear(y), separator, rest };
    }
    const close = compact.exec(text);
    if (close) {
      const [, y, m, d, rest = ""] = close;
      return { kind: "year-first", year: Number(y), month: Number(m), day: Number(d), rest: rest && `T${rest}` };
    }
    if (plainNumber.test(text)) return { kind: "number", value: Number(text.replace(",", ".")) };
  }
  const day = dayAndName.exec(text);
  if (day) return named(day[3], day[2], day[1], day[4]);
  const name = nameAndDay.exec(text);
  if (name) return named(name[3], name[1], name[2], name[4]);
  return null;
}

function named(year = "", name = "", day = "", rest = ""): Shape | null {
  const month = monthNamed(name);
  return month === undefined ? null : { kind: "named", year: fullYear(year), month, day: Number(day), rest };
}

const fullYear = (digits: string): number => {
  const year = Number(digits);
  return digits.length > 2 ? year : year < 70 ? 2000 + year : 1900 + year;
};

/** Reads one cell in its column's way; null when it is no date in that way. */
export function readDate(text: string, reading: DateReading): WrittenDate | null {
  const shape = takeDateApart(text);
  if (shape === null) return null;
  if (shape.kind === "number") return readNumber(shape.value, reading);
  if (shape.kind !== "numeric") return whole(shape.year, shape.month, shape.day, shape.rest);
  if (reading.order === "day-first") return whole(shape.year, shape.second, shape.first, shape.rest);
  if (reading.order === "month-first") return whole(shape.year, shape.first, shape.second, shape.rest);
  return null;
}

function readNumber(value: number, { plainNumbers }: DateReading): WrittenDate | null {
  if (plainNumbers === "serial") {
    // Excel counts days from 1899-12-30; the fraction is the time of day.
    const days = Math.floor(value);
    const timeMs = Math.round((value - days) * dayMs);
    return { dayNumber: days - 25_569, timeMs: timeMs === 0 ? null : timeMs, offsetMs: null };
  }
  if (plainNumbers === null) return null;
  const at = plainNumbers === "seconds" ? value * 1000 : value;
  return { dayNumber: Math.floor(at / dayMs), timeMs: at - Math.floor(at / dayMs) * dayMs, offsetMs: 0 };
}

const timeAfter =
  /^(?:[T\s,]+(?:at |um |à |a las )?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm|a\.\s?m\.|p\.\s?m\.|Uhr)?)?\s*(Z|(?:GMT|UTC)?\s*[+-]\d{1,2}(?::?\d{2})?|[A-Z]{3,4})?(?:\s*\([^)]*\))?$/i;

const zoneHours: Record<string, number> = {
  ...{ Z: 0, UTC: 0, GMT: 0, WET: 0, BST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3 },
  ...{ EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
};

function whole(year: number, month: number, day: number, rest: string): WrittenDate | null {
  const dayNumber = dayNumberOf(year, month, day);
  if (dayNumber === null) return null;
  if (rest === "") return { dayNumber, timeMs: null, offsetMs: null };
  const time = timeAfter.exec(rest);
  if (!time) return null;
  const [, hours, minutes, seconds = "0", fraction = "0", half, zone] = time;
  const offsetMs = zone === undefined ? null : zoneOffset(zone);
  if (offsetMs === undefined) return null;
  if (hours === undefined) return { dayNumber, timeMs: null, offsetMs: null };
  let hour = Number(hours);
  if (half && /^[ap]/i.test(half)) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  const timeMs =
    (hour * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
  return { dayNumber, timeMs, offsetMs };
}

/** Days since 1970-01-01; null for a day that no calendar has, or none of our time. */
function dayNumberOf(year: number, month: number, day: number): number | null {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  if (day > 28 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null;
  // Counted in years that begin in March, so that a leap day is the last of its year.
  const march = month > 2 ? year : year - 1;
  const leapDays = Math.floor(march / 4) - Math.floor(march / 100) + Math.floor(march / 400);
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return march * 365 + leapDays + ofYear - 719_468;
}

const hyphen = 45;

/**
 * Reads `2021-04-15`, `2021-04-15 08:30`, `2021-04-15T08:30:00` and `2021-04-15T08:30:00Z`, which most dates are, from the
 * file's bytes; null for everything else, which may be a date all the same.
 */
export function readIsoDate(bytes: Uint8Array, start: number, end: number): WrittenDate | null {
  const length = end - start;
  if (length !== 10 && length !== 16 && length !== 19 && length !== 20) return null;
  if (bytes[start + 4] !== hyphen || bytes[start + 7] !== hyphen) return null;
  const dayNumber = dayNumberOf(digits(bytes, start, 4), digits(bytes, start + 5, 2), digits(bytes, start + 8, 2));
  if (dayNumber === null) return null;
  if (length === 10) return { dayNumber, timeMs: null, offsetMs: null };
  const between = bytes[start + 10];
  const colon = 58;
  const [hour, minute] = [digits(bytes, start + 11, 2), digits(bytes, start + 14, 2)];
  const second = length === 16 ? 0 : digits(bytes, start + 17, 2);
  if ((between !== 84 && between !== 32) || bytes[start + 13] !== colon) return null;
  if (length > 16 && bytes[start + 16] !== colon) return null;
  if (length === 20 && bytes[start + 19] !== 90) return null;
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60) return null;
  return { dayNumber, timeMs: (hour * 3600 + minute * 60 + second) * 1000, offsetMs: length === 20 ? 0 : null };
}

/** A number of so many digits, or a negative one where something else stands among them. */
function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let place = at; place < at + count; place += 1) {
    const digit = (bytes[place] ?? 0) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function zoneOffset(zone: string): number | undefined {
  const numbers = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (numbers) {
    const minutes = Number(numbers[2]) * 60 + Number(numbers[3] ?? 0);
    return minutes * 60_000 * (numbers[1] === "-" ? -1 : 1);
  }
  const hours = zoneHours[zone.toUpperCase()];
  return hours === undefined ? undefined : hours * 3_600_000;
}

/**
 * From a date as written to the instant it means. Without a zone it is a time in the workspace's zone; a day without a
 * time is its first instant there, so that two facts of one day never come in an invented order.
 */
export function instantReader(timeZone: string): (date: WrittenDate) => Instant {
  const starts = new Map<number, Instant>();
  const offsetAt = offsetReader(timeZone);
  const start = (dayNumber: number): Instant => {
    let at = starts.get(dayNumber);
    if (at === undefined) {
      at = startOfDay(dayText(dayNumber), timeZone);
      starts.set(dayNumber, at);
    }
    return at;
  };
  return ({ dayNumber, timeMs, offsetMs }) => {
    if (timeMs === null) return start(dayNumber);
    if (offsetMs !== null) return dayNumber * dayMs + timeMs - offsetMs;
    const begins = start(dayNumber);
    if (start(dayNumber + 1) - begins === dayMs) return begins + timeMs;
    // The clocks change on this day: the offset is the one in force at that time of day.
    const naive = dayNumber * dayMs + timeMs;
    return naive - offsetAt(naive - offsetAt(begins));
  };
}

/** How far a zone's clocks are ahead of UTC. Clocks change on the quarter hour, so one answer serves fifteen minutes. */
function offsetReader(timeZone: string): (at: Instant) => number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const known = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / 900_000);
    let offset = known.get(quarter);
    if (offset === undefined) {
      const start = quarter * 900_000;
      offset = Date.parse(`${format.format(start).replace(" ", "T")}Z`) - start;
      known.set(quarter, offset);
    }
    return offset;
  };
}

/** `YYYY-MM-DD` of a day counted from 1970-01-01. */
export function dayText(dayNumber: number): string {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}
