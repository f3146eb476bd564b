import { calendarOf } from "../../../platform/calendar.ts";
import type { Instant } from "../../../platform/dates.ts";
import { contactsIn, levelAt, nothingRecorded, resting, restsOf } from "../conversations/rules.ts";
import { countBy, down, type FactsOf, type FlagContext, type FlagReader, type Limits, up } from "../readings/rules.ts";

/** From when we are expected to do something. */
type Begin = { at: Instant; kind: "contact" | "rested" | "reopened" };

/**
 * We let the deal lie: neither they nor we called, wrote or met. Any try of ours is a follow-up, answered or not. While a
 * deal rests or is closed nobody needs to follow up, so that the days count from the end of that.
 */
export function noFollowUp(
  known: FactsOf<"no-follow-up">,
  { warnDays, badDays }: Limits<"no-follow-up">,
  { timeZone }: FlagContext,
): FlagReader {
  const { dayAt, dayNumberAt, beginOf } = calendarOf(timeZone);
  const contacts = contactsIn(known.activities);
  const rests = restsOf(known.snoozes, beginOf);
  const begins = [
    ...contacts.map(({ happenedAt }): Begin => ({ at: happenedAt, kind: "contact" })),
    ...rests.map(({ until }): Begin => ({ at: until, kind: "rested" })),
    ...known.outcomes.flatMap(({ reopenedAt }): Begin[] =>
      reopenedAt === null ? [] : [{ at: reopenedAt, kind: "reopened" }],
    ),
  ].sort((one, other) => one.at - other.at);
  const instants = begins.map(({ at }) => at);
  const firstAt = contacts[0]?.happenedAt ?? Number.POSITIVE_INFINITY;

  return {
    at: (at) => {
      const rest = rests.findLast(({ from, until }) => from <= at && at < until);
      if (rest) return resting(rest.snooze);
      const [first] = contacts;
      const begin = begins[countBy(instants, at) - 1];
      // Where nothing was ever recorded, the record is empty rather than the deal forgotten.
      if (!first || first.happenedAt > at || !begin) return nothingRecorded;
      const day = () => dayAt(begin.at);
      const level = levelAt(dayNumberAt(at) - dayNumberAt(begin.at), warnDays, badDays);
      if (level) return up(level, () => `No call, e-mail or meeting is recorded ${sinceWords[begin.kind]} ${day()}.`);
      return down(() => `${lastWords[begin.kind]} ${day()}.`);
    },
    turns: () => {
      const turns = rests.map(({ from }) => from);
      let overdueFrom = Number.NEGATIVE_INFINITY;
      for (let place = 0; place < begins.length; place++) {
        const from = instants[place] ?? 0;
        // A follow-up in time leaves a deal as it was: nothing is overdue. Before the first one nothing was known.
        if (from >= overdueFrom || from <= firstAt) turns.push(from);
        const day = dayNumberAt(from);
        overdueFrom = beginOf(day + Math.min(warnDays, badDays));
        // Until the next one, after which the days count anew.
        const until = instants[place + 1] ?? Number.POSITIVE_INFINITY;
        if (overdueFrom < until) turns.push(overdueFrom, beginOf(day + Math.max(warnDays, badDays)));
      }
      return turns;
    },
  };
}

const sinceWords = {
  contact: "since",
  rested: "since the deal rested until",
  reopened: "since the deal was opened again on",
};
const lastWords = {
  contact: "The last call, e-mail or meeting was on",
  rested: "The deal rested until",
  reopened: "The deal was opened again on",
};
