import { daysBetween, type Instant } from "../../../platform/dates.ts";
import type { ActivityFact, DealRecord, SnoozeFact } from "../../deals/rules.ts";
import type { Thresholds } from "../contract.ts";
import {
  beginAfterDays,
  beginOf,
  dayAt,
  down,
  type FlagContext,
  type FlagReader,
  type Level,
  unknown,
  up,
} from "../readings/rules.ts";

type Limits<Kind extends Thresholds["kind"]> = Extract<Thresholds, { kind: Kind }>;
type Certainty = "yes" | "no" | "perhaps";

const notes = ({ kind }: ActivityFact) => kind !== "note";
const nothingRecorded = "No call, e-mail or meeting is recorded on this deal.";
const aWords = { call: "A call", email: "An e-mail", meeting: "A meeting", note: "A note" };

/** Whether they took part: they wrote or called, or somebody answered us. What we merely tried does not count. */
function isConversation({ kind, direction, answered }: ActivityFact): Certainty {
  if (direction === "incoming" || answered === true) return "yes";
  if (answered === false) return "no";
  if (kind === "meeting") return "yes";
  // An e-mail of ours is answered by one of theirs; a call that says nothing may have been a talk or a ringing phone.
  return direction === "outgoing" && kind === "email" ? "no" : "perhaps";
}

function levelAt(amount: number, warnFrom: number, badFrom: number): Level | null {
  return amount >= badFrom ? "bad" : amount >= warnFrom ? "warn" : null;
}

/** We have not heard from them for a while. A deal that rests on purpose is not quiet. */
export function goneQuiet(
  known: DealRecord,
  { warnDays, badDays }: Limits<"gone-quiet">,
  { timeZone }: FlagContext,
): FlagReader {
  const contacts = known.activities.filter(notes);
  const restEnds = ({ endedAt, untilOn }: SnoozeFact) =>
    Math.min(endedAt ?? Number.POSITIVE_INFINITY, beginOf(untilOn, timeZone));
  return {
    at: (at) => {
      const rest = known.snoozes.findLast((snooze) => snooze.startedAt <= at && at < restEnds(snooze));
      if (rest) return down(`Resting until ${rest.untilOn}: “${rest.reason}”.`);
      const past = contacts.filter(({ happenedAt }) => happenedAt <= at);
      const first = past[0];
      if (!first) return unknown(nothingRecorded);
      const talk = past.findLast((contact) => isConversation(contact) === "yes");
      const perhaps = past.findLast((contact) => isConversation(contact) === "perhaps");
      const quietFrom = (talk ?? first).happenedAt;
      const levelSince = (from: Instant) =>
        levelAt(daysBetween(dayAt(from, timeZone), dayAt(at, timeZone)), warnDays, badDays);
      const day = dayAt(quietFrom, timeZone);
      if (!levelSince(quietFrom)) {
        return down(talk ? `The last conversation was on ${day}.` : `The first contact was tried on ${day}.`);
      }
      // Only what would still count if the doubtful contact was a conversation is sure.
      const level = levelSince(Math.max(quietFrom, perhaps?.happenedAt ?? quietFrom));
      if (perhaps && !level) {
        const what = `${aWords[perhaps.kind]} on ${dayAt(perhaps.happenedAt, timeZone)}`;
        return unknown(`${what} does not say whether we spoke; the last sure conversation was before it.`);
      }
      const since = talk ? `No conversation since ${day}.` : `Nobody has answered since the first contact on ${day}.`;
      return up(level ?? "warn", since);
    },
    turns: () => [
      ...known.snoozes.flatMap((snooze) => [snooze.startedAt, restEnds(snooze)]),
      ...contacts.flatMap(({ happenedAt }) => [
        happenedAt,
        beginAfterDays(happenedAt, warnDays, timeZone),
        beginAfterDays(happenedAt, badDays, timeZone),
      ]),
    ],
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

const hourMs = 3_600_000;

/** A message of theirs has been waiting for longer than we want anybody to wait. */
export function unansweredMessage(
  known: DealRecord,
  { warnHours, badHours }: Limits<"unanswered-message">,
  { timeZone }: FlagContext,
): FlagReader {
  const contacts = known.activities.filter(notes);
  return {
    at: (at) => {
      const past = contacts.filter(({ happenedAt }) => happenedAt <= at);
      if (past.length === 0) return unknown(nothingRecorded);
      if (!past.some(({ kind, direction }) => kind !== "meeting" && direction !== null)) {
        return unknown("No recorded call or e-mail says whether it came from them or from us.");
      }
      const answeredAt =
        past.findLast((contact) => isAnswer(contact) === "yes")?.happenedAt ?? Number.NEGATIVE_INFINITY;
      const message = past.find((contact) => isMessage(contact) && contact.happenedAt > answeredAt);
      if (!message) return down("No message of theirs is waiting for an answer.");
      const who = known.roles.findLast(({ contactId }) => contactId === message.contactId)?.contactName ?? "The buyer";
      const day = dayAt(message.happenedAt, timeZone);
      const came = message.kind === "call" ? `${who} called on ${day} and missed us` : `${who} wrote on ${day}`;
      const level = levelAt(at - message.happenedAt, warnHours * hourMs, badHours * hourMs);
      if (!level) return down(`${came}; an answer is not overdue yet.`);
      const perhaps = past.find(
        (contact) => isAnswer(contact) === "perhaps" && contact.happenedAt >= message.happenedAt,
      );
      if (perhaps) {
        const what = `${aWords[perhaps.kind].toLowerCase()} on ${dayAt(perhaps.happenedAt, timeZone)}`;
        return unknown(`${came}; ${what} may have been the answer, but does not say so.`);
      }
      return up(level, `${came}, and no answer is recorded.`);
    },
    turns: () =>
      contacts.flatMap(({ happenedAt }) => [
        happenedAt,
        happenedAt + warnHours * hourMs,
        happenedAt + badHours * hourMs,
      ]),
  };
}
