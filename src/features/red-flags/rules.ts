import { addDays, dayOf, type Instant } from "../../platform/dates.ts";
import { asOf, type DealRecord } from "../deals/rules.ts";
import type { RedFlagShape } from "./contract.ts";
import { goneQuiet, unansweredMessage } from "./conversations/rules.ts";
import { noDecisionMaker, singleContact } from "./people/rules.ts";
import { beginOf, type FlagContext, type FlagReader, inWords, type Sight, unknown } from "./readings/rules.ts";
import { stepMissed } from "./steps/rules.ts";
import { closeDateSlipped, tooLongInStage } from "./timing/rules.ts";

/** A flag the team watches, as far as reading it goes. */
export type WatchedFlag = Pick<RedFlagShape, "id" | "name" | "thresholds" | "stepId">;
export type Reading = Sight & { flagId: string; name: string; since: Instant | null };

/**
 * What one flag says about one deal at an instant: up, down or unknown, with its evidence, and since when it is up.
 *
 * Reads only what was known at that instant, so that an earlier reading can be repeated at any time. `since` is the
 * beginning of the unbroken run of instants, as known at `at`, in which the flag was up. Of a closed deal nothing is
 * said: it has no next step to warn about.
 */
export function readFlag(record: DealRecord, at: Instant, flag: WatchedFlag, context: FlagContext): Reading {
  return read(asOf(record, at), at, flag, context);
}

/** Every one of these flags on one deal. */
export function readFlags(
  record: DealRecord,
  at: Instant,
  flags: readonly WatchedFlag[],
  context: FlagContext,
): Reading[] {
  const known = asOf(record, at);
  return flags.map((flag) => read(known, at, flag, context));
}

function read(known: DealRecord, at: Instant, flag: WatchedFlag, context: FlagContext): Reading {
  const reader = readerOf(known, flag, context);
  const sightAt = (instant: Instant): Sight => {
    const closed = closeAt(known, instant);
    return closed
      ? unknown(`The deal was closed on ${inWords(closed.closedAt, context.timeZone)}.`)
      : reader.at(instant);
  };
  const about = { flagId: flag.id, name: flag.name };
  const sight = sightAt(at);
  if (sight.kind !== "up") return { ...about, ...sight, since: null };

  const turns = [...reader.turns(), ...closeTurns(known)].filter((turn) => turn <= at).sort((a, b) => b - a);
  let since = at;
  for (const turn of turns) {
    if (sightAt(turn).kind !== "up") break;
    since = turn;
  }
  return { ...about, ...sight, since };
}

/**
 * The next instant, before the day ends, at which a reading may change although nothing new is recorded; null when
 * none may. Together with a reading at the beginning of every day and after every change it keeps readings fresh.
 */
export function nextTurn(
  record: DealRecord,
  at: Instant,
  flags: readonly WatchedFlag[],
  context: FlagContext,
): Instant | null {
  const dayEnds = beginOf(addDays(dayOf(at, context.timeZone), 1), context.timeZone);
  const known = asOf(record, at);
  // All other flags look at days, and change when a day begins.
  const byTheHour = flags.filter(({ thresholds }) => thresholds.kind === "unanswered-message");
  const turns = [
    ...byTheHour.flatMap((flag) => readerOf(known, flag, context).turns()),
    ...closeTurns(record),
    ...factInstants(record),
  ].filter((turn) => turn > at && turn < dayEnds);
  return turns.length === 0 ? null : Math.min(...turns);
}

function readerOf(known: DealRecord, { thresholds, stepId }: WatchedFlag, context: FlagContext): FlagReader {
  switch (thresholds.kind) {
    case "no-decision-maker":
      return noDecisionMaker(known, thresholds, context);
    case "step-missed":
      return stepMissed(known, stepId, context);
    case "single-contact":
      return singleContact(known, thresholds);
    case "gone-quiet":
      return goneQuiet(known, thresholds, context);
    case "close-date-slipped":
      return closeDateSlipped(known, thresholds, context);
    case "too-long-in-stage":
      return tooLongInStage(known, thresholds, context);
    case "unanswered-message":
      return unansweredMessage(known, thresholds, context);
  }
}

/** The close that stood at an instant, if the deal was closed then. */
function closeAt({ outcomes }: DealRecord, at: Instant) {
  return outcomes.findLast(({ closedAt, reopenedAt }) => closedAt <= at && (reopenedAt === null || reopenedAt > at));
}

function closeTurns({ outcomes }: DealRecord): Instant[] {
  return outcomes.flatMap(({ closedAt, reopenedAt }) => [closedAt, ...(reopenedAt === null ? [] : [reopenedAt])]);
}

/** When each fact happened and became known; those still to come are a meeting next week, or a clock that is ahead. */
function factInstants(record: DealRecord): Instant[] {
  return [
    ...record.stageChanges.flatMap(({ enteredAt, knownAt }) => [enteredAt, knownAt]),
    ...record.closeDateChanges.flatMap(({ changedAt, knownAt }) => [changedAt, knownAt]),
    ...record.activities.flatMap(({ happenedAt, knownAt }) => [happenedAt, knownAt]),
    ...record.stepAnswers.flatMap(({ happenedAt, knownAt }) => [happenedAt, knownAt]),
    ...record.roles.map(({ knownAt }) => knownAt),
    ...record.snoozes.flatMap(({ startedAt, endedAt }) => [startedAt, ...(endedAt === null ? [] : [endedAt])]),
  ];
}
