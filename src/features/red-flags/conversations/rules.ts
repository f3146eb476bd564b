import { calendarOf, numberOfDay } from "../../../platform/calendar.ts";
import { dayMs, type Instant } from "../../../platform/dates.ts";
import type { ActivityFact, SnoozeFact } from "../../deals/rules.ts";
import {
  countBy,
  down,
  type FactsOf,
  type FlagContext,
  type FlagReader,
  type Level,
  type Limits,
  unknown,
  up,
} from "../readings/rules.ts";

type Certainty = "yes" | "no" | "perhaps";

/** What passes between them and us; a note is our own. */
export const contactsIn = (activities: readonly ActivityFact[]) => activities.filter(({ kind }) => kind !== "note");
export const nothingRecorded = unknown(() => "No call, e-mail or meeting is recorded on this deal.");
const aWords = { call: "A call", email: "An e-mail", meeting: "A meeting", note: "A note" };

/** Whether they took part: they wrote or called, or somebody answered us. What we merely tried does not count. */
function isConversation({ kind, direction, answered }: ActivityFact): Certainty {
  if (direction === "incoming" || answered === true) return "yes";
  if (answered === false) return "no";
  if (kind === "meeting") return "yes";
  // An e-mail of ours is answered by one of theirs; a call that says nothing may have been a talk or a ringing phone.
  return direction === "outgoing" && kind === "email" ? "no" : "perhaps";
}

export function levelAt(amount: number, warnFrom: number, badFrom: number): Level | null {
  return amount >= badFrom ? "bad" : amount >= warnFrom ? "warn" : null;
}

/** The rests of a deal, each until its day begins or until it was woken. */
export function restsOf(
  snoozes: readonly SnoozeFact[],
  beginOf: (dayNumber: number) => Instant,
): { from: Instant; until: Instant; snooze: SnoozeFact }[] {
  return snoozes.map((snooze) => ({
    from: snooze.startedAt,
    until: Math.min(snooze.endedAt ?? Number.POSITIVE_INFINITY, beginOf(numberOfDay(snooze.untilOn))),
    snooze,
  }));
}

export const resting = ({ untilOn, reason }: SnoozeFact) => down(() => `Resting until ${untilOn}: “${reason}”.`);

/** What stood after each contact: the last one we are sure of, and the last that may have been one. */
type Standing = { talk: ActivityFact | undefined; perhaps: ActivityFact | undefined };

/** We have not heard from them for a while. A deal that rests on purpose is not quiet. */
export function goneQuiet(
  known: FactsOf<"gone-quiet">,
  { warnDays, badDays }: Limits<"gone-quiet">,
  { timeZone }: FlagContext,
): FlagReader {
  const { dayAt, dayNumberAt, beginOf } = calendarOf(timeZone);
  const contacts = contactsIn(known.activities);
  const instants = contacts.map(({ happenedAt }) => happenedAt);
  const standings: Standing[] = [];
  let last: Standing = { talk: undefined, perhaps: undefined };
  for (const contact of contacts) {
    const certainty = isConversation(contact);
    if (certainty === "yes") last = { ...last, talk: contact };
    if (certainty === "perhaps") last = { ...last, perhaps: contact };
    standings.push(last);
  }
  const rests = restsOf(known.snoozes, beginOf);

  return {
    at: (at) => {
      const rest = rests.findLast(({ from, until }) => from <= at && at < until);
      if (rest) return resting(rest.snooze);
      const [first] = contacts;
      const standing = standings[countBy(instants, at) - 1];
      if (!first || !standing) return nothingRecorded;
      const { talk, perhaps } = standing;
      const quietFrom = (talk ?? first).happenedAt;
      const today = dayNumberAt(at);
      const levelSince = (from: Instant) => levelAt(today - dayNumberAt(from), warnDays, badDays);
      const day = () => dayAt(quietFrom);
      if (!levelSince(quietFrom)) {
        return down(() =>
          talk ? `The last conversation was on ${day()}.` : `The first contact was tried on ${day()}.`,
        );
      }
      // Only what would still count if the doubtful contact was a conversation is sure.
      const level = levelSince(Math.max(quietFrom, perhaps?.happenedAt ?? quietFrom));
      if (perhaps && !level) {
        const what = () => `${aWords[perhaps.kind]} on ${dayAt(perhaps.happenedAt)}`;
        return unknown(() => `${what()} does not say whether we spoke; the last sure conversation was before it.`);
      }
      return up(level ?? "warn", () =>
        talk ? `No conversation since ${day()}.` : `Nobody has answered since the first contact on ${day()}.`,
      );
    },
    turns: () => {
      const turns: Instant[] = [];
      for (const { from, until } of rests) turns.push(from, until);
      let overdueFrom = Number.NEGATIVE_INFINITY;
      for (let place = 0; place < contacts.length; place++) {
        // What neither was a conversation nor may have been one changes nothing, but for the first try.
        if (place > 0 && standings[place] === standings[place - 1]) continue;
        const from = instants[place] ?? 0;
        // A word in time leaves a deal as it was: not quiet.
        if (from >= overdueFrom) turns.push(from);
        const { talk, perhaps } = standings[place] ?? last;
        const quietFrom = (talk ?? contacts[0])?.happenedAt ?? from;
        overdueFrom = beginOf(dayNumberAt(quietFrom) + Math.min(warnDays, badDays));
        const since = perhaps && perhaps.happenedAt > quietFrom ? [quietFrom, perhaps.happenedAt] : [quietFrom];
        // Until the next word, after which the days count anew.
        let next = place + 1;
        while (next < contacts.length && standings[next] === standings[place]) next += 1;
        const until = instants[next] ?? Number.POSITIVE_INFINITY;
        for (const begin of since)
          for (const days of [warnDays, badDays]) {
            const turn = beginOf(dayNumberAt(begin) + days);
            if (turn < until) turns.push(turn);
          }
      }
      return turns;
    },
  };
}

/** They wrote, or called and missed us, and are waiting. */
function isMessage({ kind, direction, answered }: ActivityFact): boolean {
  if (direction !== "incoming") return false;
  return kind === "email" ? answered !== true : kind === "call" && answered === false;
}

/** Whether it gives what they waited for: we wrote back, called and were not left ringing, or spoke with them. */
function isAnswer({ kind, direction, answered }: ActivityFact): Certainty {
  if (answered === true) return "yes";
  if (kind === "meeting") return answered === false ? "no" : "yes";
  if (direction === "outgoing") return kind === "call" && answered === false ? "no" : "yes";
  if (answered === false) return "no";
  return direction === null || kind === "call" ? "perhaps" : "no";
}

const hourMs = dayMs / 24;

/** What waited after each contact: the oldest message without an answer, and what may have been the answer. */
type Waiting = { directed: boolean; message: ActivityFact | undefined; perhaps: ActivityFact | undefined };

function waitingAfterEach(contacts: readonly ActivityFact[]): Waiting[] {
  let answeredAt = Number.NEGATIVE_INFINITY;
  let directed = false;
  let message: ActivityFact | undefined;
  let perhaps: ActivityFact | undefined;
  return contacts.map((contact, place) => {
    const { kind, direction, happenedAt } = contact;
    if (kind !== "meeting" && direction !== null) directed = true;
    const answer = isAnswer(contact);
    if (answer === "yes") {
      answeredAt = happenedAt;
      message = undefined;
      perhaps = undefined;
    }
    if (!message && isMessage(contact) && happenedAt > answeredAt) {
      message = contact;
      // What happened in the very instant of the message may stand before it.
      perhaps = contacts.slice(0, place).find((each) => each.happenedAt === happenedAt && isAnswer(each) === "perhaps");
    }
    if (message && answer === "perhaps") perhaps ??= contact;
    return { directed, message, perhaps };
  });
}

/** A message of theirs has been waiting for longer than we want anybody to wait. */
export function unansweredMessage(
  known: FactsOf<"unanswered-message">,
  { warnHours, badHours }: Limits<"unanswered-message">,
  { timeZone }: FlagContext,
): FlagReader {
  const { dayAt } = calendarOf(timeZone);
  const contacts = contactsIn(known.activities);
  const instants = contacts.map(({ happenedAt }) => happenedAt);
  const waiting = waitingAfterEach(contacts);
  return {
    at: (at) => {
      const standing = waiting[countBy(instants, at) - 1];
      if (!standing) return nothingRecorded;
      const { directed, message, perhaps } = standing;
      if (!directed) return unknown(() => "No recorded call or e-mail says whether it came from them or from us.");
      if (!message) return down(() => "No message of theirs is waiting for an answer.");
      const came = () => {
        const who =
          known.roles.findLast(({ contactId }) => contactId === message.contactId)?.contactName ?? "The buyer";
        const day = dayAt(message.happenedAt);
        return message.kind === "call" ? `${who} called on ${day} and missed us` : `${who} wrote on ${day}`;
      };
      const level = levelAt(at - message.happenedAt, warnHours * hourMs, badHours * hourMs);
      if (!level) return down(() => `${came()}; an answer is not overdue yet.`);
      if (perhaps) {
        const what = () => `${aWords[perhaps.kind].toLowerCase()} on ${dayAt(perhaps.happenedAt)}`;
        return unknown(() => `${came()}; ${what()} may have been the answer, but does not say so.`);
      }
      return up(level, () => `${came()}, and no answer is recorded.`);
    },
    turns: () => {
      const turns: Instant[] = [];
      for (const [place, { directed, message, perhaps }] of waiting.entries()) {
        const before = waiting[place - 1];
        if (before && before.message === message && before.perhaps === perhaps && before.directed === directed)
          continue;
        turns.push(instants[place] ?? 0);
        if (message && before?.message !== message) {
          turns.push(message.happenedAt + warnHours * hourMs, message.happenedAt + badHours * hourMs);
        }
      }
      return turns;
    },
  };
}
