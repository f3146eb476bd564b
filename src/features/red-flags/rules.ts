import { calendarOf } from "../../platform/calendar.ts";
import type { Instant } from "../../platform/dates.ts";
import { asOf, type DealRecord } from "../deals/rules.ts";
import type { RedFlagShape } from "./contract.ts";
import { goneQuiet, unansweredMessage } from "./conversations/rules.ts";
import { noFollowUp } from "./follow-up/rules.ts";
import { noDecisionMaker, singleContact } from "./people/rules.ts";
import { attributeFlag } from "./profile/rules.ts";
import { type FlagContext, type FlagReader, type Shown, unknown } from "./readings/rules.ts";
import { stepMissed } from "./steps/rules.ts";
import { stuckOnPrice } from "./subjects/rules.ts";
import { closeDateSlipped, tooLongInStage } from "./timing/rules.ts";

/** A flag the team watches, as far as reading it goes. */
export type WatchedFlag = Pick<RedFlagShape, "id" | "name" | "thresholds" | "stepId">;
/**
 * `since`: the beginning of the unbroken run of instants, as known when it was read, in which the flag was up.
 * `holdsUntil`: when it may change within the day although nothing new is recorded; null when it holds for the day.
 */
export type Reading = Shown & {
  flagId: string;
  name: string;
  evidence: string;
  since: Instant | null;
  holdsUntil: Instant | null;
};

/**
 * What one flag says about one deal at an instant: up, down or unknown, with its evidence, and since when it is up.
 *
 * Reads only what was known at that instant, so that an earlier reading can be repeated at any time; only `holdsUntil`
 * looks ahead. Of a closed deal nothing is said: it has no next step to warn about.
 */
export function readFlag(record: DealRecord, at: Instant, flag: WatchedFlag, context: FlagContext): Reading {
  return read(flag, asOf(record, at), at, context, turnsAhead(record, at, context));
}

/** Every one of these flags on one deal. */
export function readFlags(
  record: DealRecord,
  at: Instant,
  flags: readonly WatchedFlag[],
  context: FlagContext,
): Reading[] {
  const known = asOf(record, at);
  const ahead = turnsAhead(record, at, context);
  return flags.map((flag) => read(flag, known, at, context, ahead));
}

function read(flag: WatchedFlag, known: DealRecord, at: Instant, context: FlagContext, ahead: TurnsAhead): Reading {
  const reader = readerOf(known, flag, context);
  const { evidence, ...shown } = reader.at(at);
  const about = { flagId: flag.id, name: flag.name, evidence: evidence(), holdsUntil: holdsUntil(flag, reader, ahead) };
  if (shown.kind !== "up") return { ...about, ...shown, since: null };

  const turns = reader.turns().filter((turn) => turn <= at);
  let since = at;
  for (const turn of turns.sort((one, other) => other - one)) {
    if (reader.at(turn).kind !== "up") break;
    since = turn;
  }
  return { ...about, ...shown, since };
}

type TurnsAhead = { at: Instant; dayEnds: Instant; facts: Instant[] };

/** Facts still to come today: a meeting this afternoon, a clock that is ahead. Hardly any deal has one. */
function turnsAhead(record: DealRecord, at: Instant, { timeZone }: FlagContext): TurnsAhead {
  const { beginOf, dayNumberAt } = calendarOf(timeZone);
  const dayEnds = beginOf(dayNumberAt(at) + 1);
  return { at, dayEnds, facts: factInstants(record).filter((turn) => turn > at && turn < dayEnds) };
}

function holdsUntil(
  { thresholds }: WatchedFlag,
  reader: FlagReader,
  { at, dayEnds, facts }: TurnsAhead,
): Instant | null {
  // All other flags look at days, and change when a day begins.
  const byTheHour = thresholds.kind === "unanswered-message";
  const turns = byTheHour ? reader.turns().filter((turn) => turn > at && turn < dayEnds) : [];
  return facts.length + turns.length === 0 ? null : Math.min(...facts, ...turns);
}

/** One flag on one deal, for any instant; while the deal is closed, nothing is said. */
export function readerOf(known: DealRecord, flag: WatchedFlag, context: FlagContext): FlagReader {
  const reader = openReaderOf(known, flag, context);
  if (known.outcomes.length === 0) return reader;
  const { dayAt } = calendarOf(context.timeZone);
  return {
    at: (at) => {
      const closed = closeAt(known, at);
      return closed ? unknown(() => `The deal was closed on ${dayAt(closed.closedAt)}.`) : reader.at(at);
    },
    turns: (from, until) => [...reader.turns(from, until), ...closeTurns(known)],
  };
}

function openReaderOf(known: DealRecord, { thresholds, stepId }: WatchedFlag, context: FlagContext): FlagReader {
  switch (thresholds.kind) {
    case "no-decision-maker":
      return noDecisionMaker(known, thresholds, context);
    case "step-missed":
      return stepMissed(known, stepId, context);
    case "single-contact":
      return singleContact(known, thresholds);
    case "gone-quiet":
      return goneQuiet(known, thresholds, context);
    case "no-follow-up":
      return noFollowUp(known, thresholds, context);
    case "close-date-slipped":
      return closeDateSlipped(known, thresholds, context);
    case "too-long-in-stage":
      return tooLongInStage(known, thresholds, context);
    case "unanswered-message":
      return unansweredMessage(known, thresholds, context);
    case "stuck-on-price":
      return stuckOnPrice(known, thresholds, context);
    case "attribute":
      return attributeFlag(known, thresholds);
  }
}

/** The close that stood at an instant, if the deal was closed then. */
function closeAt({ outcomes }: DealRecord, at: Instant) {
  return outcomes.findLast(({ closedAt, reopenedAt }) => closedAt <= at && (reopenedAt === null || reopenedAt > at));
}

function closeTurns({ outcomes }: DealRecord): Instant[] {
  return outcomes.flatMap(({ closedAt, reopenedAt }) => [closedAt, ...(reopenedAt === null ? [] : [reopenedAt])]);
}

/** When each fact happened and became known. */
function factInstants(record: DealRecord): Instant[] {
  return [
    ...record.stageChanges.flatMap(({ enteredAt, knownAt }) => [enteredAt, knownAt]),
    ...record.closeDateChanges.flatMap(({ changedAt, knownAt }) => [changedAt, knownAt]),
    ...record.activities.flatMap(({ happenedAt, knownAt }) => [happenedAt, knownAt]),
    ...record.stepAnswers.flatMap(({ happenedAt, knownAt }) => [happenedAt, knownAt]),
    ...record.amountChanges.flatMap(({ changedAt, knownAt }) => [changedAt, knownAt]),
    ...record.roles.map(({ knownAt }) => knownAt),
    ...record.attributes.map(({ knownAt }) => knownAt),
    ...record.snoozes.flatMap(({ startedAt, endedAt }) => [startedAt, ...(endedAt === null ? [] : [endedAt])]),
    ...closeTurns(record),
  ];
}
