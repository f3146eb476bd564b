import { addDays, type Day, dayOf, type Instant, startOfDay } from "../../../../platform/dates.ts";
import { overlap } from "../rules.ts";

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const halfHour = 30;

/** Minutes after midnight between which somebody works. */
export type Hours = { from: number; to: number; own: boolean };
/** Until their own calls and meetings say otherwise. */
export const plainHours: Hours = { from: 9 * 60, to: 17 * 60 + 30, own: false };

const fewestDays = 10;

/** The instant of a wall-clock time. Clocks are changed in the small hours, so it is counted back from the end of the day. */
export function instantAt(day: Day, minutes: number, timeZone: string): Instant {
  return startOfDay(addDays(day, 1), timeZone) - (dayMinutes - minutes) * minuteMs;
}

/** The wall-clock time of an instant, in minutes after midnight. */
export function minutesAt(at: Instant, timeZone: string): number {
  const midnight = startOfDay(addDays(dayOf(at, timeZone), 1), timeZone);
  return dayMinutes - Math.ceil((midnight - at) / minuteMs);
}

/**
 * When somebody usually works, by their own calls and meetings: the middle first one of a day and the middle last one, to the
 * half hour. Below ten such days, and beyond what a working day may be, the plain hours. What stands at midnight tells no time.
 */
export function usualHours(contacts: readonly Instant[], timeZone: string): Hours {
  const days = new Map<Day, { first: number; last: number }>();
  for (const at of contacts) {
    const minutes = minutesAt(at, timeZone);
    if (minutes === 0) continue;
    const day = dayOf(at, timeZone);
    const known = days.get(day);
    if (!known) days.set(day, { first: minutes, last: minutes });
    else days.set(day, { first: Math.min(known.first, minutes), last: Math.max(known.last, minutes) });
  }
  if (days.size < fewestDays) return plainHours;
  const first = middle([...days.values()].map((day) => day.first));
  const last = middle([...days.values()].map((day) => day.last));
  const from = within(Math.floor(first / halfHour) * halfHour, 7 * 60, 11 * 60);
  const to = within(Math.ceil(last / halfHour) * halfHour, 15 * 60, 20 * 60);
  return { from, to, own: true };
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

function middle(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

export type Taken = { startsAt: Instant; endsAt: Instant };
type Proposal = { when: "now" | "later-today" | "next-day"; startsAt: Instant; endsAt: Instant; mostMinutes: number };
type Ask = {
  now: Instant;
  timeZone: string;
  hours: Hours;
  isWorkingDay: (day: Day) => boolean;
  /** Other blocks of theirs, and the rest of a breather. */
  taken: readonly Taken[];
};

const shortest = 120;
const longest = 180;
/** Further ahead than that nobody looks: they are away, or every day is full. */
const mostDays = 14;

/**
 * Up to three times for a block of two to three hours: now, later today, and the next working day, each only where two hours fit
 * into the person's working time without touching what is taken.
 */
export function proposeTimes({ now, timeZone, hours, isWorkingDay, taken }: Ask): Proposal[] {
  const today = dayOf(now, timeZone);
  const fitting = (when: Proposal["when"], startsAt: Instant, closesAt: Instant): Proposal | undefined => {
    const ahead = taken.filter(({ endsAt }) => endsAt > startsAt).map((other) => other.startsAt);
    const until = Math.min(closesAt, startsAt + longest * minuteMs, ...ahead);
    const mostMinutes = Math.floor((until - startsAt) / minuteMs);
    const endsAt = startsAt + shortest * minuteMs;
    if (mostMinutes < shortest || taken.some((other) => overlap({ startsAt, endsAt }, other))) return undefined;
    return { when, startsAt, endsAt, mostMinutes };
  };
  const firstOn = (when: Proposal["when"], day: Day, notBefore: Instant): Proposal | undefined => {
    const closesAt = instantAt(day, hours.to, timeZone);
    for (let minutes = hours.from; minutes + shortest <= hours.to; minutes += halfHour) {
      const startsAt = instantAt(day, minutes, timeZone);
      const found = startsAt >= notBefore ? fitting(when, startsAt, closesAt) : undefined;
      if (found) return found;
    }
    return undefined;
  };

  const found: Proposal[] = [];
  if (isWorkingDay(today)) {
    const opensAt = instantAt(today, hours.from, timeZone);
    const nowAt = Math.floor(now / minuteMs) * minuteMs;
    const current = now >= opensAt ? fitting("now", nowAt, instantAt(today, hours.to, timeZone)) : undefined;
    const later = firstOn("later-today", today, now + (current ? shortest : halfHour) * minuteMs);
    found.push(...[current, later].filter((proposal) => proposal !== undefined));
  }
  for (let ahead = 1; ahead <= mostDays; ahead++) {
    const day = addDays(today, ahead);
    const next = isWorkingDay(day) ? firstOn("next-day", day, now) : undefined;
    if (next) return [...found, next];
  }
  return found;
}
