import { addDays, type Day, dayOf, type Instant } from "../../platform/dates.ts";
import { isWorkingDay, type WorkingCalendar, weekdayOf, workingDayFrom } from "../team/working-calendar/rules.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** When somebody wants a digest, and whether they want to be reminded. Hours and weekdays are their own. */
export type Wish = { digest: "daily" | "weekly" | "off"; weekday: number; hour: number; reminders: boolean };

/** Where somebody's days are: their time zone, and their team's working days. */
export type Place = { timeZone: string; calendar: WorkingCalendar };

/** A block is announced so long before it begins, and not any more when it has been running for as long as that again. */
export const blockNoticeMs = 15 * minuteMs;
const latestBlockNoticeMs = 30 * minuteMs;
/** The end of a breather is told for so long; later, it is part of the digest. */
const latestReturnNoticeMs = 2 * hourMs;
/** A morning that was missed is made up for on the same day, unless the day is as good as over. */
const morningLastsMs = 10 * hourMs;
/** Nobody has been looking for so long: what came before is history. */
const furthestBackDays = 35;

const hours = new Map<string, Intl.DateTimeFormat>();

/** "2026-03-29 02": the clock on the wall, to the hour. */
function wallHour(at: Instant, timeZone: string): string {
  let format = hours.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" });
    hours.set(timeZone, format);
  }
  return `${dayOf(at, timeZone)} ${format.format(at).slice(0, 2)}`;
}

/**
 * The first instant of a day at which the clock on the wall shows this hour. Where clocks go forward over it, the first instant
 * after; where they go back, the first of the two. So every day has each of its hours once.
 */
export function instantAt(day: Day, hour: number, timeZone: string): Instant {
  const wanted = `${day} ${String(hour).padStart(2, "0")}`;
  const utc = Date.parse(`${day}T00:00:00Z`) + hour * hourMs;
  let before = utc - 16 * hourMs;
  let after = utc + 16 * hourMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallHour(middle, timeZone) < wanted) before = middle;
    else after = middle;
  }
  return after;
}

/** The next working morning after an instant, at the person's hour. */
export function nextMorning(after: Instant, { hour }: Pick<Wish, "hour">, { timeZone, calendar }: Place): Instant {
  for (let day = dayOf(after, timeZone); ; day = addDays(day, 1)) {
    day = workingDayFrom(day, calendar);
    const morning = instantAt(day, hour, timeZone);
    if (morning > after) return morning;
  }
}

/** Whether now is still the morning of a working day: its hour has come, and the day is not as good as over. */
export function isMorning(now: Instant, { hour }: Pick<Wish, "hour">, { timeZone, calendar }: Place): boolean {
  const today = dayOf(now, timeZone);
  const morning = instantAt(today, hour, timeZone);
  return isWorkingDay(today, calendar) && now >= morning && now < morning + morningLastsMs;
}

/** Daily: each working day. Weekly: the chosen weekday, or the next working day where nobody works on it. */
export function isDigestDay(day: Day, { digest, weekday }: Wish, calendar: WorkingCalendar): boolean {
  if (digest === "off" || !isWorkingDay(day, calendar)) return false;
  if (digest === "daily") return true;
  for (let back = 0; back < furthestBackDays; back += 1) {
    const anchor = addDays(day, -back);
    if (weekdayOf(anchor) === weekday && workingDayFrom(anchor, calendar) === day) return true;
  }
  return false;
}

/**
 * Whether a digest's moment has come since it was last looked at. However many have passed meanwhile, it is one: a week of
 * downtime is caught up by one digest, not seven.
 */
export function isDigestDue(lookedAt: Instant, now: Instant, wish: Wish, { timeZone, calendar }: Place): boolean {
  const today = dayOf(now, timeZone);
  for (let back = 0; back <= furthestBackDays; back += 1) {
    const day = addDays(today, -back);
    const moment = instantAt(day, wish.hour, timeZone);
    if (moment <= lookedAt) return false;
    if (moment <= now && isDigestDay(day, wish, calendar)) return true;
  }
  return wish.digest !== "off";
}

/** The last day before the next digest: what is due until then belongs into this one. */
export function coveredUntil(today: Day, wish: Wish, calendar: WorkingCalendar): Day {
  for (let ahead = 1; ahead <= furthestBackDays; ahead += 1) {
    if (isDigestDay(addDays(today, ahead), wish, calendar)) return addDays(today, ahead - 1);
  }
  return today;
}

/** Blocks whose beginning is announced now. */
export const blocksToAnnounce = (now: Instant) => ({ from: now - latestBlockNoticeMs, until: now + blockNoticeMs });
/** Breathers whose end is told now. */
export const returnsToTell = (now: Instant) => ({ from: now - latestReturnNoticeMs, until: now });

/** What passed between two digests without having been told of: there is no telling it in time any more. */
export const passedBlocks = (since: Instant, now: Instant) => ({ from: since, until: now - latestBlockNoticeMs });
export const passedReturns = (since: Instant, now: Instant) => ({ from: since, until: now - latestReturnNoticeMs });
