import { calendarOf, numberOfDay } from "../../../platform/calendar.ts";
import { type Day, dayMs, type Instant } from "../../../platform/dates.ts";
import type { DealRecord } from "../../deals/rules.ts";
import { stagesIn } from "../../sales-process/rules.ts";
import {
  countBy,
  down,
  type FactsOf,
  type FlagContext,
  type FlagReader,
  type Limits,
  timesInWords,
  unknown,
  up,
} from "../readings/rules.ts";

type Push = { from: Day; to: Day };
/** How the close date stood after a change. `passesAt`: when that day is over. */
type ClosePromise = {
  closeOn: Day | null;
  passesAt: Instant | null;
  agreed: boolean;
  pushes: number;
  last: Push | null;
};

/** The day we said it would close has passed, or was put off again and again. */
export function closeDateSlipped(
  known: FactsOf<"close-date-slipped">,
  { pushes: mostPushes }: Limits<"close-date-slipped">,
  { timeZone }: FlagContext,
): FlagReader {
  const { beginOf } = calendarOf(timeZone);
  const instants = known.closeDateChanges.map(({ changedAt }) => changedAt);
  const promises = promisesAfterEach(known.closeDateChanges, (day) => beginOf(numberOfDay(day) + 1));
  return {
    at: (at) => {
      const promise = promises[countBy(instants, at) - 1];
      if (!promise) return unknown(() => "No close date is recorded.");
      const { closeOn, passesAt, agreed, pushes, last } = promise;
      const pushed = () => `pushed ${timesInWords(pushes)}`;
      if (passesAt !== null && passesAt <= at) {
        return up("bad", () => `The close date, ${closeOn}, has passed${last ? `, after being ${pushed()}` : ""}.`);
      }
      if (last && pushes >= mostPushes) {
        return up("warn", () => `The close date was ${pushed()}, the last time from ${last.from} to ${last.to}.`);
      }
      if (closeOn === null) return unknown(() => "The close date was taken away.");
      if (agreed && !last) return down(() => `The close date, ${closeOn}, was agreed with the buyer.`);
      return down(() => `The close date is ${closeOn}; ${last ? `it was ${pushed()}` : "no push is recorded"}.`);
    },
    turns: () => [...instants, ...promises.flatMap(({ passesAt }) => passesAt ?? [])],
  };
}

function promisesAfterEach(changes: DealRecord["closeDateChanges"], endOf: (day: Day) => Instant): ClosePromise[] {
  let agreed = false;
  let before: Day | null = null;
  let pushes = 0;
  let last: Push | null = null;
  return changes.map((change) => {
    const { expectedCloseOn: closeOn } = change;
    if (change.agreed) {
      // A day agreed with the buyer settles what was before it: pushes count from there.
      agreed = true;
      before = null;
      pushes = 0;
      last = null;
    }
    if (closeOn !== null) {
      if (before !== null && closeOn > before) {
        pushes += 1;
        last = { from: before, to: closeOn };
      }
      before = closeOn;
    }
    return { closeOn, passesAt: closeOn === null ? null : endOf(closeOn), agreed, pushes, last };
  });
}

/** From twice the limit on, standing still is bad. */
const badFactor = 2;

/** The deal stands in its stage much longer than deals we won did. Days during which it was closed do not count. */
export function tooLongInStage(
  known: FactsOf<"too-long-in-stage">,
  { timesUsual, fewestWonDeals }: Limits<"too-long-in-stage">,
  { process, norms, timeZone }: FlagContext,
): FlagReader {
  const { dayAt, dayNumberAt, beginOf } = calendarOf(timeZone);
  const stages = stagesIn(process, known.pipelineId);
  const visits = visitsOf(known);
  const entries = visits.map(({ enteredAt }) => enteredAt);
  const limitDays = (stageId: string) => {
    const norm = norms.get(stageId);
    if (!norm || norm.averageMs === null || norm.wonDeals < fewestWonDeals) return null;
    return (norm.averageMs / dayMs) * timesUsual;
  };
  /** Days of a stay in a stage during which the deal was closed, before it was opened again. */
  const closedDays = (enteredAt: Instant, at: Instant) => {
    let days = 0;
    for (const { closedAt, reopenedAt } of known.outcomes) {
      if (reopenedAt === null || reopenedAt > at || reopenedAt <= enteredAt) continue;
      days += dayNumberAt(reopenedAt) - dayNumberAt(Math.max(closedAt, enteredAt));
    }
    return days;
  };
  return {
    at: (at) => {
      const visit = visits[countBy(entries, at) - 1];
      const stage = stages.get(visit?.stageId ?? "")?.stage;
      if (!visit || stage?.type !== "open") return unknown(() => "The stage this deal stands in is not known.");
      const limit = limitDays(stage.id);
      if (limit === null) {
        const wonDeals = norms.get(stage.id)?.wonDeals ?? 0;
        return unknown(
          () => `Needs ${fewestWonDeals} won deals that passed through ${stage.name}; ${wonDeals} are known.`,
        );
      }
      const restedDays = closedDays(visit.enteredAt, at);
      const days = dayNumberAt(at) - dayNumberAt(visit.enteredAt) - restedDays;
      const stands = () => {
        const rested = restedDays > 0 ? `, not counting ${daysInWords(restedDays)} during which it was closed` : "";
        const since = `in ${stage.name} since ${dayAt(visit.enteredAt)}${visit.assumedAt ? " or longer" : ""}`;
        const usual = daysInWords(limit / timesUsual);
        return `It stands ${since}${rested}; our won deals stay there ${usual} on average.`;
      };
      if (days > limit) return up(days > limit * badFactor ? "bad" : "warn", stands);
      if (visit.assumedAt) return unknown(() => `Since when it stands in ${stage.name} is not recorded.`);
      return down(stands);
    },
    turns: (from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY) => {
      const reopenings = known.outcomes.flatMap(({ reopenedAt }) => reopenedAt ?? []);
      return visits.flatMap(({ stageId, enteredAt }, place) => {
        if (enteredAt >= until || (entries[place + 1] ?? until) <= from) return [];
        const limit = limitDays(stageId);
        if (limit === null) return [enteredAt];
        const day = dayNumberAt(enteredAt);
        const restedDays = [0, ...reopenings.map((reopenedAt) => closedDays(enteredAt, reopenedAt))];
        const overdue = [limit, limit * badFactor].flatMap((days) =>
          restedDays.map((rested) => beginOf(day + Math.floor(days) + 1 + rested)),
        );
        return [enteredAt, ...overdue, ...reopenings];
      });
    },
  };
}

/** The stages a deal stood in and since when; entering the same stage again while in it begins nothing new. */
export function visitsOf({ stageChanges }: Pick<DealRecord, "stageChanges">): DealRecord["stageChanges"] {
  return stageChanges.filter(({ stageId }, place) => stageId !== stageChanges[place - 1]?.stageId);
}

function daysInWords(days: number): string {
  const whole = Math.round(days);
  return whole < 1 ? "less than a day" : whole === 1 ? "1 day" : `${whole} days`;
}
