import { dayMs, type Instant, startOfDay } from "../../../../platform/dates.ts";
import { poissonTail } from "../../../../statistics/poisson-tail.ts";
import type { Close, Closes } from "../rules.ts";

/** Closes made together within about a minute; `ownerId` when they are one person's, null when they are the team's. */
export type BulkEdit = { at: Instant; until: Instant; closes: number; ownerId: string | null };

export type BulkEdits =
  /** Every close stands at the same time of day: the file tells the day only, so nobody can say what was done together. */
  | { kind: "days-only"; dayOnly: Uint8Array; marked: Uint8Array; timesOfDay: ReadonlySet<number> }
  | {
      kind: "told";
      /** Oldest first. */
      edits: BulkEdit[];
      /** Deals created and closed within one minute: written down afterwards. */
      enteredAfterwards: number;
      /** How many closes are left out for either reason. */
      leftOut: number;
      /** 1 for a close that is left out of every streak and every figure in days; 1 for one of which only the day is told. */
      marked: Uint8Array;
      dayOnly: Uint8Array;
      timesOfDay: ReadonlySet<number>;
    };

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** So many closes of one person within one minute were not decided in that minute, however small the team. */
export const fewestOfOnePerson = 5;
/** And so many of the whole team: a team that tidies up together around one screen. */
export const fewestOfTeam = 8;
/** Where deals close all the time: as many as chance alone would pile up in one minute anywhere in the whole history. */
const byChance = 0.01;
/** A time of day that so large a share of all closes has is the file's, not the deals'. */
const sameTimeShare = 0.9;
/** The team's usual busy hour: only one hour in twenty has more closes. */
const busyHour = 0.95;

/**
 * Which closes were made in bulk, so that their instants say when somebody tidied up, and not when deals were decided.
 *
 * Question: are there more closes within one minute than people make who close deals as they are decided? Formula: at
 * least 5 of one person or 8 of the team, and at least k, the smallest number with n · P(X ≥ k − 1) ≤ 0.01 for X Poisson
 * with the usual closes a minute: the rate of the team's (the person's) busy hour or of this very hour, whichever is
 * higher, told from how many minutes of it have any close at all, which a bulk edit hardly changes. n: all closes. Besides:
 * deals created and closed within one minute.
 * Assumes that closes of one hour come independently of each other. A close at midnight (in the team's time zone or in UTC) is
 * a day without a time; where nine in ten closes share any time of day, those too. Such closes are never called a bulk edit.
 * Failure value: days-only.
 */
export function bulkEdits(closes: Closes, timeZone: string): BulkEdits {
  const timesOfDay = findTimesOfDay(closes);
  const tellsDayOnly = dayOnlyReader(timesOfDay, timeZone);
  const dayOnly = Uint8Array.from(closes.closedAt, (at) => (tellsDayOnly(at) ? 1 : 0));
  const marked = new Uint8Array(closes.length);
  const timed: number[] = [];
  for (let place = 0; place < closes.length; place++) if (dayOnly[place] === 0) timed.push(place);
  if (timed.length === 0 && closes.length > 0) return { kind: "days-only", dayOnly, marked, timesOfDay };

  const instantOf = (place: number) => closes.closedAt[place] ?? 0;
  const ofOwner = new Map<string, number[]>();
  for (const place of timed) {
    const owner = closes.ownerIds[place];
    if (!owner) continue;
    const theirs = ofOwner.get(owner);
    if (theirs) theirs.push(place);
    else ofOwner.set(owner, [place]);
  }
  const teamEdits = findTogether(timed, instantOf, fewestOfTeam, timed.length);
  const edits: (Together & { ownerId: string | null })[] = teamEdits.map((edit) => ({ ...edit, ownerId: null }));
  for (const [ownerId, theirs] of ofOwner) {
    for (const edit of findTogether(theirs, instantOf, fewestOfOnePerson, timed.length)) {
      const within = teamEdits.some(({ at, until }) => at <= edit.at && edit.until <= until);
      if (!within) edits.push({ ...edit, ownerId });
    }
  }
  for (const { places } of edits) for (const place of places) marked[place] = 1;

  let enteredAfterwards = 0;
  for (const place of timed) {
    const took = instantOf(place) - (closes.createdAt[place] ?? Number.NaN);
    if (Math.abs(took) >= minuteMs || Number.isNaN(took) || marked[place] === 1) continue;
    enteredAfterwards += 1;
    marked[place] = 1;
  }
  return {
    kind: "told",
    edits: edits
      .map(({ at, until, places, ownerId }) => ({ at, until, closes: places.length, ownerId }))
      .sort((one, other) => one.at - other.at || one.until - other.until),
    enteredAfterwards,
    leftOut: marked.reduce((sum, mark) => sum + mark, 0),
    marked,
    dayOnly,
    timesOfDay,
  };
}

/** The deals with a close made in bulk, to be left out of what is usual. */
export function bulkEditedDeals(closes: Closes, { marked }: Pick<BulkEdits, "marked">): Set<string> {
  return new Set(closes.dealIds.filter((_, place) => marked[place] === 1));
}

/** What one person's closes can be marked by, without reading the team's again. `timesOfDay`: see `findTimesOfDay`. */
export type BulkMarks = { edits: readonly BulkEdit[]; timesOfDay: readonly number[] };

/** The same mark as `bulkEdits` gives, for closes of one person. */
export function bulkMarker({ edits, timesOfDay }: BulkMarks, timeZone: string) {
  const tellsDayOnly = dayOnlyReader(new Set(timesOfDay), timeZone);
  return ({ ownerId, closedAt, createdAt }: Pick<Close, "ownerId" | "closedAt" | "createdAt">) => {
    const dayOnly = tellsDayOnly(closedAt);
    const afterwards = createdAt !== null && Math.abs(closedAt - createdAt) < minuteMs;
    const together = ({ at, until, ownerId: whose }: BulkEdit) =>
      at <= closedAt && closedAt <= until && (whose === null || whose === ownerId);
    return { dayOnly, bulkEdited: !dayOnly && (afterwards || edits.some(together)) };
  };
}

type InstantOf = (place: number) => Instant;
type Together = { at: Instant; until: Instant; places: number[] };

/** Runs of places in which every minute from some close on holds too many. Places are in order of time. */
function findTogether(places: readonly number[], instantOf: InstantOf, fewest: number, ofAll: number): Together[] {
  const rates = hourlyRates(places, instantOf);
  const limitOf = limits(ofAll, fewest);
  const found: Together[] = [];
  let last = 0;
  let ends = -1;
  for (const [first, place] of places.entries()) {
    const at = instantOf(place);
    while (last < places.length && instantOf(places[last] ?? 0) - at < minuteMs) last += 1;
    if (last - first < fewest || last - first < limitOf(rates(at))) continue;
    const current = found.at(-1);
    const fresh = places.slice(Math.max(first, ends), last);
    const until = instantOf(places[last - 1] ?? place);
    if (current && first < ends) {
      current.places.push(...fresh);
      current.until = until;
    } else found.push({ at, until, places: [...fresh] });
    ends = last;
  }
  return found;
}

/** Closes a minute at an instant: of the usual busy hour, or of its own hour where that is higher. */
function hourlyRates(places: readonly number[], instantOf: InstantOf): (at: Instant) => number {
  const hours = new Map<number, { minutes: Set<number>; seconds: Set<number> }>();
  for (const place of places) {
    const at = instantOf(place);
    const hour = Math.floor(at / hourMs);
    const filled = hours.get(hour) ?? { minutes: new Set(), seconds: new Set() };
    filled.minutes.add(Math.floor(at / minuteMs));
    filled.seconds.add(Math.floor(at / 1000));
    hours.set(hour, filled);
  }
  const rates = new Map([...hours].map(([hour, filled]) => [hour, rateOf(filled.minutes.size, filled.seconds.size)]));
  const ascending = [...rates.values()].sort((one, other) => one - other);
  const usual = ascending[Math.ceil(busyHour * ascending.length) - 1] ?? 0;
  return (at) => Math.max(usual, rates.get(Math.floor(at / hourMs)) ?? 0);
}

/** Where closes come by chance, 1 − e^−rate of the minutes have one. In an hour that is nearly full, its seconds tell. */
function rateOf(minutesFilled: number, secondsFilled: number): number {
  const byMinutes = -Math.log(1 - Math.min(minutesFilled, 59.5) / 60);
  if (minutesFilled < 50) return byMinutes;
  return Math.max(byMinutes, -60 * Math.log(1 - Math.min(secondsFilled, 3599.5) / 3600));
}

/** The fewest closes in one minute that chance would not make, for a rate; asked again and again for the same ones. */
function limits(count: number, fewest: number): (rate: number) => number {
  const known = new Map<number, number>();
  return (rate) => {
    let limit = known.get(rate);
    if (limit === undefined) {
      limit = fewest;
      while (count * poissonTail(limit - 1, rate) > byChance) limit += 1;
      known.set(rate, limit);
    }
    return limit;
  };
}

const quarterHourMs = 900_000;

/** Whether an instant is a day without a time: midnight of the team or of UTC, or the file's own time of day. */
function dayOnlyReader(timesOfDay: ReadonlySet<number>, timeZone: string): (at: Instant) => boolean {
  const starts = new Map<number, Instant>();
  const startNear = (dayNumber: number) => {
    let start = starts.get(dayNumber);
    if (start === undefined) {
      start = startOfDay(new Date(dayNumber * dayMs).toISOString().slice(0, 10), timeZone);
      starts.set(dayNumber, start);
    }
    return start;
  };
  return (at) => {
    const day = Math.floor(at / dayMs);
    const timeOfDay = at - day * dayMs;
    if (timeOfDay === 0 || timesOfDay.has(timeOfDay)) return true;
    // Clocks are set in quarters of an hour, everywhere.
    return timeOfDay % quarterHourMs === 0 && (startNear(day) === at || startNear(day + 1) === at);
  };
}

/** The one time of day (in UTC; two an hour apart where clocks are put forward) that nearly all closes of many days have. */
function findTimesOfDay(closes: Closes): Set<number> {
  const counts = new Map<number, number>();
  const days = new Set<number>();
  for (const at of closes.closedAt) {
    const day = Math.floor(at / dayMs);
    const timeOfDay = at - day * dayMs;
    days.add(day);
    counts.set(timeOfDay, (counts.get(timeOfDay) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort(([, one], [, other]) => other - one);
  if (!first || days.size < fewestOfOnePerson) return new Set();
  const nearly = sameTimeShare * closes.length;
  if (first[1] >= nearly) return new Set([first[0]]);
  if (second && Math.abs(first[0] - second[0]) === hourMs && first[1] + second[1] >= nearly)
    return new Set([first[0], second[0]]);
  return new Set();
}
