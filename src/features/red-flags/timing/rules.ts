import { addDays, type Day, dayMs, daysBetween, type Instant } from "../../../platform/dates.ts";
import type { DealRecord } from "../../deals/rules.ts";
import { inOrder } from "../../sales-process/rules.ts";
import type { Thresholds } from "../contract.ts";
import {
  beginAfterDays,
  beginOf,
  dayAt,
  down,
  type FlagContext,
  type FlagReader,
  timesInWords,
  unknown,
  up,
} from "../readings/rules.ts";

type Limits<Kind extends Thresholds["kind"]> = Extract<Thresholds, { kind: Kind }>;

/** The day we said it would close has passed, or was put off again and again. */
export function closeDateSlipped(
  known: DealRecord,
  { pushes: mostPushes }: Limits<"close-date-slipped">,
  { timeZone }: FlagContext,
): FlagReader {
  return {
    at: (at) => {
      const past = known.closeDateChanges.filter(({ changedAt }) => changedAt <= at);
      const closeOn = past.at(-1)?.expectedCloseOn ?? null;
      // A day agreed with the buyer settles what was before it: pushes count from there.
      const settled = past.findLastIndex(({ agreed }) => agreed);
      const pushes = pushesIn(past.slice(Math.max(settled, 0)).flatMap(({ expectedCloseOn }) => expectedCloseOn ?? []));
      const last = pushes.at(-1);
      const pushed = `pushed ${timesInWords(pushes.length)}`;
      if (closeOn !== null && closeOn < dayAt(at, timeZone)) {
        const before = last ? `, after being ${pushed}` : "";
        return up("bad", `The close date, ${closeOn}, has passed${before}.`);
      }
      if (last && pushes.length >= mostPushes) {
        return up("warn", `The close date was ${pushed}, the last time from ${last.from} to ${last.to}.`);
      }
      if (closeOn === null) {
        return unknown(past.length === 0 ? "No close date is recorded." : "The close date was taken away.");
      }
      if (settled !== -1 && !last) return down(`The close date, ${closeOn}, was agreed with the buyer.`);
      return down(`The close date is ${closeOn}; ${last ? `it was ${pushed}` : "no push is recorded"}.`);
    },
    turns: () =>
      known.closeDateChanges.flatMap(({ changedAt, expectedCloseOn }) =>
        expectedCloseOn === null ? [changedAt] : [changedAt, beginOf(addDays(expectedCloseOn, 1), timeZone)],
      ),
  };
}

function pushesIn(dates: readonly Day[]): { from: Day; to: Day }[] {
  return dates.flatMap((to, place) => {
    const from = dates[place - 1];
    return from !== undefined && to > from ? [{ from, to }] : [];
  });
}

/** From twice the limit on, standing still is bad. */
const badFactor = 2;

/** The deal stands in its stage much longer than deals we won did. Days during which it was closed do not count. */
export function tooLongInStage(
  known: DealRecord,
  { timesUsual, fewestWonDeals }: Limits<"too-long-in-stage">,
  { process, norms, timeZone }: FlagContext,
): FlagReader {
  const pipeline = process.pipelines.find(({ id }) => id === known.pipelineId);
  const stages = pipeline ? inOrder(pipeline) : [];
  const limitDays = (stageId: string) => {
    const norm = norms.get(stageId);
    if (!norm || norm.averageMs === null || norm.wonDeals < fewestWonDeals) return null;
    return (norm.averageMs / dayMs) * timesUsual;
  };
  return {
    at: (at) => {
      const visit = visitAt(known, at);
      const stage = stages.find(({ id }) => id === visit?.stageId);
      if (!visit || !stage || stage.type !== "open") return unknown("The stage this deal stands in is not known.");
      const limit = limitDays(stage.id);
      if (limit === null) {
        const wonDeals = norms.get(stage.id)?.wonDeals ?? 0;
        return unknown(`Needs ${fewestWonDeals} won deals that passed through ${stage.name}; ${wonDeals} are known.`);
      }
      const restedDays = closedDays(known, visit.enteredAt, at, timeZone);
      const days = daysBetween(dayAt(visit.enteredAt, timeZone), dayAt(at, timeZone)) - restedDays;
      const usual = daysInWords(limit / timesUsual);
      const rested = restedDays > 0 ? `, not counting ${daysInWords(restedDays)} during which it was closed` : "";
      const since = `in ${stage.name} since ${dayAt(visit.enteredAt, timeZone)}${visit.assumedAt ? " or longer" : ""}`;
      if (days > limit) {
        const level = days > limit * badFactor ? "bad" : "warn";
        return up(level, `It stands ${since}${rested}; our won deals stay there ${usual} on average.`);
      }
      if (visit.assumedAt) return unknown(`Since when it stands in ${stage.name} is not recorded.`);
      return down(`It stands ${since}${rested}; our won deals stay there ${usual} on average.`);
    },
    turns: () => {
      const reopenings = known.outcomes.flatMap(({ reopenedAt }) => reopenedAt ?? []);
      return known.stageChanges.flatMap(({ stageId, enteredAt }) => {
        const limit = limitDays(stageId);
        if (limit === null) return [enteredAt];
        const restedDays = [0, ...reopenings.map((reopenedAt) => closedDays(known, enteredAt, reopenedAt, timeZone))];
        const overdue = [limit, limit * badFactor].flatMap((days) =>
          restedDays.map((rested) => beginAfterDays(enteredAt, Math.floor(days) + 1 + rested, timeZone)),
        );
        return [enteredAt, ...overdue];
      });
    },
  };
}

/** The stage a deal stands in and since when; entering the same stage again while in it begins nothing new. */
function visitAt({ stageChanges }: DealRecord, at: Instant) {
  let visit: DealRecord["stageChanges"][number] | undefined;
  for (const change of stageChanges) {
    if (change.enteredAt <= at && change.stageId !== visit?.stageId) visit = change;
  }
  return visit;
}

/** Days of a stay in a stage during which the deal was closed, before it was opened again. */
function closedDays({ outcomes }: DealRecord, enteredAt: Instant, at: Instant, timeZone: string): number {
  let days = 0;
  for (const { closedAt, reopenedAt } of outcomes) {
    if (reopenedAt === null || reopenedAt > at || reopenedAt <= enteredAt) continue;
    days += daysBetween(dayAt(Math.max(closedAt, enteredAt), timeZone), dayAt(reopenedAt, timeZone));
  }
  return days;
}

function daysInWords(days: number): string {
  const whole = Math.round(days);
  return whole < 1 ? "less than a day" : whole === 1 ? "1 day" : `${whole} days`;
}
