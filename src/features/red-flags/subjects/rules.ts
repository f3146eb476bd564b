import { calendarOf } from "../../../platform/calendar.ts";
import type { ActivityFact } from "../../deals/rules.ts";
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
import { visitsOf } from "../timing/rules.ts";

/** From twice the limit on, turning in circles is bad. */
const badFactor = 2;

/** The same matter keeps coming back in what is talked and written about, while the deal stays in its stage. */
export function stuckOnPrice(
  known: FactsOf<"stuck-on-price">,
  limits: Limits<"stuck-on-price">,
  { process, timeZone }: FlagContext,
): FlagReader {
  const { times, withinDays } = limits;
  const { dayAt, dayNumberAt, beginOf } = calendarOf(timeZone);
  const stages = stagesIn(process, known.pipelineId);
  const visits = visitsOf(known);
  const entries = visits.map(({ enteredAt }) => enteredAt);
  const firstTold = known.activities.find(({ subject }) => subject !== "");
  const about = wordsIn(limits);
  const mentions = known.activities.filter(({ subject }) => about.test(subject));
  const instants = mentions.map(({ happenedAt }) => happenedAt);

  return {
    at: (at) => {
      const visit = visits[countBy(entries, at) - 1];
      const stage = stages.get(visit?.stageId ?? "")?.stage;
      if (!visit || stage?.type !== "open") return unknown(() => "The stage this deal stands in is not known.");
      if (!firstTold || firstTold.happenedAt > at) {
        return unknown(() => "No call, e-mail, meeting or note on this deal says what it was about.");
      }
      const today = dayNumberAt(at);
      const recent = mentions
        .slice(0, countBy(instants, at))
        .filter(({ happenedAt }) => today - dayNumberAt(happenedAt) < withinDays);
      const here = recent.filter(({ happenedAt }) => happenedAt >= visit.enteredAt);
      const last = recent.at(-1);
      const quoted = ({ happenedAt, subject }: ActivityFact) => `on ${dayAt(happenedAt)}: “${subject}”`;
      if (last && here.length >= times) {
        const since = `since ${stage.name} was entered on ${dayAt(visit.enteredAt)}`;
        return up(
          here.length >= times * badFactor ? "bad" : "warn",
          () => `It came up ${timesInWords(here.length)} ${since}, the last time ${quoted(last)}.`,
        );
      }
      // Of a stage whose beginning nobody told, what came before may belong to it.
      if (last && visit.assumedAt && recent.length >= times) {
        return unknown(
          () =>
            `It came up ${timesInWords(recent.length)}; since when the deal stands in ${stage.name} is not recorded.`,
        );
      }
      return down(() =>
        last ? `It came up last ${quoted(last)}.` : `It did not come up within ${daysInWords(withinDays)}.`,
      );
    },
    turns: () => [
      ...entries,
      ...(firstTold ? [firstTold.happenedAt] : []),
      ...instants.flatMap((instant) => [instant, beginOf(dayNumberAt(instant) + withinDays)]),
    ],
  };
}

const daysInWords = (days: number) => (days === 1 ? "1 day" : `${days} days`);

const patterns = new WeakMap<object, RegExp>();

/** Matches where a word begins as one of these: "discount" finds "Discounts?", and not "rediscount". */
function wordsIn(limits: Limits<"stuck-on-price">): RegExp {
  const known = patterns.get(limits);
  if (known) return known;
  const literal = limits.words.map((word) => word.trim().replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${literal.join("|")})`, "iu");
  patterns.set(limits, pattern);
  return pattern;
}
