import { addDays, type Day, dayOf, type Instant, startOfDay } from "../../../platform/dates.ts";
import type { BreatherLength } from "./contract.ts";

const minuteMs = 60_000;
const hourMs = 3_600_000;
const morningHour = 9;
const afternoonHour = 14;
const eveningHour = 18;
/** A return within so little time is no breather. */
const shortestMs = 15 * minuteMs;
/** Holidays in a row are fewer than that anywhere. */
const longestWait = 30;

/** When somebody works: their time zone, and which days of it. */
export type WorkingTime = { timeZone: string; isWorkingDay: (day: Day) => boolean };
export type BreatherChoice = { length: BreatherLength; backAt: Instant };

/**
 * Which returns can be agreed now. Nobody in the middle of a working day is asked to be back after it; whoever is not
 * working anyway may take a short one, or is back when the next working day begins.
 */
export function breatherChoices(now: Instant, { timeZone, isWorkingDay }: WorkingTime): BreatherChoice[] {
  const today = dayOf(now, timeZone);
  const evening = instantAt(today, eveningHour, timeZone);
  const works = isWorkingDay(today) && now >= instantAt(today, morningHour, timeZone) && now < evening;
  const short: BreatherChoice[] = [
    { length: "20-minutes", backAt: now + 20 * minuteMs },
    { length: "an-hour", backAt: now + hourMs },
  ];
  const afternoon = instantAt(today, afternoonHour, timeZone);
  return [
    ...short.filter(({ backAt }) => !works || backAt < evening),
    // Before the hour is over, this afternoon says nothing else than an hour does.
    ...(isWorkingDay(today) && afternoon - now > hourMs
      ? [{ length: "this-afternoon" as const, backAt: afternoon }]
      : []),
    { length: "next-morning", backAt: nextMorning(now, { timeZone, isWorkingDay }) },
  ];
}

/** The beginning of the next working day: today's, for whoever is up before it. */
function nextMorning(now: Instant, { timeZone, isWorkingDay }: WorkingTime): Instant {
  const today = dayOf(now, timeZone);
  for (let days = 0; days <= longestWait; days++) {
    const day = addDays(today, days);
    const morning = instantAt(day, morningHour, timeZone);
    if (isWorkingDay(day) && morning - now >= shortestMs) return morning;
  }
  return instantAt(addDays(today, 1), morningHour, timeZone);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The full hour of a day where somebody is; clocks that were changed that day are followed. */
function instantAt(day: Day, hour: number, timeZone: string): Instant {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    clocks.set(timeZone, clock);
  }
  const plain = startOfDay(day, timeZone) + hour * hourMs;
  const wanted = `${String(hour).padStart(2, "0")}:00`;
  const shifts = [0, -1, 1, -0.5, 0.5].map((hours) => plain + hours * hourMs);
  return shifts.find((at) => clock.format(at) === wanted) ?? plain;
}

/** Whether somebody is on it at an instant: its return is to come, and they did not come back before. */
export function isRunning(breather: { backAt: Instant; endedAt: Instant | null }, now: Instant): boolean {
  return breather.endedAt === null && breather.backAt > now;
}
