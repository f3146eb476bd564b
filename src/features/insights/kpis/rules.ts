import { addDays, addMonths, type Day, daysBetween, type Instant, startOfDay } from "../../../platform/dates.ts";
import { newcombeDifference } from "../../../statistics/newcombe-difference.ts";
import type { Share } from "../../../statistics/share.ts";
import { tooFew } from "../../../statistics/too-few.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import { type Teammate, type VisibleOwners, withTheirTeams } from "../../deals/access.ts";
import { tellGroup } from "../../team/small-groups/rules.ts";
import type { FiguresFilter, PeriodName, ShareTold } from "./contract.ts";

/** The first and the last day, both included. */
export type Period = { from: Day; until: Day };
/** From this instant until just before that one. */
export type Stretch = { from: Instant; until: Instant };

const mostDays = 3_660;

/** Of which days, and of how many of a longer whole: a period that still runs is held against as many days of the other one. */
export type Compared = Period & { wholeUntil: Day };

/** The days a report is of and those it is held against; null where the days told are no period. */
export function periodsOf(filter: FiguresFilter, today: Day): { period: Period; compared: Compared | null } | null {
  const told = toldPeriod(filter.from, filter.until);
  const period = told === undefined ? namedPeriod(filter.period ?? "this-quarter", today) : told;
  const against = toldPeriod(filter.compareFrom, filter.compareUntil);
  if (period === null || against === null) return null;
  const own = against && { ...against, wholeUntil: against.until };
  return { period, compared: own ?? comparedWith(period, filter.compare ?? "before", today) };
}

/** Undefined where no days are told, null where they are no period. */
function toldPeriod(from: Day | undefined, until: Day | undefined): Period | null | undefined {
  if (from === undefined && until === undefined) return undefined;
  if (from === undefined || until === undefined || from > until || daysBetween(from, until) > mostDays) return null;
  return { from, until };
}

function namedPeriod(name: PeriodName, today: Day): Period {
  const monthsFrom = (first: Day, months: number): Period => ({
    from: first,
    until: addDays(addMonths(first, months), -1),
  });
  const month = `${today.slice(0, 7)}-01`;
  const quarter = addMonths(month, -((Number(today.slice(5, 7)) - 1) % 3));
  const year = `${today.slice(0, 4)}-01-01`;
  switch (name) {
    case "this-month":
      return monthsFrom(month, 1);
    case "last-month":
      return monthsFrom(addMonths(month, -1), 1);
    case "this-quarter":
      return monthsFrom(quarter, 3);
    case "last-quarter":
      return monthsFrom(addMonths(quarter, -3), 3);
    case "this-year":
      return monthsFrom(year, 12);
    case "last-year":
      return monthsFrom(addMonths(year, -12), 12);
    case "last-90-days":
      return { from: addDays(today, -89), until: today };
    case "last-12-months":
      return { from: addDays(addMonths(today, -12), 1), until: today };
  }
}

/**
 * The period to hold this one against. One that is still running is held against as many days of the other: a third of a
 * quarter is no less than a whole one.
 */
function comparedWith(period: Period, compare: "before" | "year-before" | "none", today: Day): Compared | null {
  if (compare === "none") return null;
  const { from, until } = compare === "before" ? periodBefore(period) : yearBefore(period);
  if (today < period.from || today >= period.until) return { from, until, wholeUntil: until };
  const sameDays = addDays(from, daysBetween(period.from, today));
  return { from, until: sameDays < until ? sameDays : until, wholeUntil: until };
}

const yearBefore = ({ from, until }: Period): Period => ({ from: addMonths(from, -12), until: addMonths(until, -12) });

/** As many months before whole months, as many days before anything else. */
function periodBefore({ from, until }: Period): Period {
  const next = addDays(until, 1);
  const months =
    (Number(next.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(next.slice(5, 7)) - Number(from.slice(5, 7));
  const wholeMonths = from.endsWith("-01") && next.endsWith("-01");
  return {
    from: wholeMonths ? addMonths(from, -months) : addDays(from, -daysBetween(from, next)),
    until: addDays(from, -1),
  };
}

/** A period's instants in the team's time zone, and none that is still to come. */
export function stretchOf({ from, until }: Period, timeZone: string, now: Instant): Stretch {
  return { from: startOfDay(from, timeZone), until: Math.min(startOfDay(addDays(until, 1), timeZone), now + 1) };
}

/** Of the deals somebody sees, those that a report asks for by whose they are; null where they may not see that person's. */
export function ownersAsked(
  visible: VisibleOwners,
  { person, teamOf }: Pick<FiguresFilter, "person" | "teamOf">,
  team: readonly Teammate[],
): VisibleOwners | null {
  if (person === "nobody") return seesUnowned(visible) ? { owners: [], unowned: true } : null;
  const asked = person !== undefined ? [person] : teamOf !== undefined ? withTheirTeams(teamOf, team) : null;
  if (asked === null) return visible;
  const seen = visible === "all" ? asked : asked.filter((id) => visible.owners.includes(id));
  return seen.length === 0 ? null : { owners: seen, unowned: false };
}

const seesUnowned = (visible: VisibleOwners): boolean => visible === "all" || visible.unowned;

/** From five deals on, as everything that is told of a group. */
export function shareOf(share: Share): ShareTold {
  return tellGroup(Math.floor(share.of + 1e-9), () => told(wilsonInterval(share)));
}

/** How much more often than in the other period. */
export function changeOf(now: Share, before: Share): ShareTold {
  const fewer = Math.floor(Math.min(now.of, before.of) + 1e-9);
  return tellGroup(fewer, () => told(newcombeDifference(now, before)));
}

const told = (interval: ReturnType<typeof wilsonInterval>): ShareTold =>
  interval.kind === "too-few"
    ? tooFew(interval.outOf, interval.needed)
    : { kind: "known", value: interval.estimate, low: interval.low, high: interval.high };
