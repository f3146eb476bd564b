import { addDays, type Day, dayInWords, type Instant } from "../../platform/dates.ts";

/** What a person's calendar shows: their calls and talks, the repairs they have to do, their filling blocks and breathers. */
export type EntryKind = "check-up" | "repair" | "block" | "breather" | "talk";

export type CalendarEntry = {
  kind: EntryKind;
  id: string;
  /** A whole day, wherever one is; or a stretch of time. */
  when: { on: Day } | { startsAt: Instant; endsAt: Instant };
  summary: string;
  description: string;
  /** Where it is in Comeback. */
  path: string;
  /** Whether others find the person engaged. */
  busy: boolean;
};

/** Each time something else is said of an entry, that is a newer edition of it. */
export type Edition = { edition: number; saidAt: Instant };
export type SaidEntry = CalendarEntry & Edition;

/** Which days a calendar holds: a quarter back, and every call of a three-year term that was just offered. */
const daysBack = 90;
const daysAhead = 1100;
export function feedDays(today: Day): { from: Day; until: Day } {
  return { from: addDays(today, -daysBack), until: addDays(today, daysAhead) };
}

export type CallFacts = {
  id: string;
  dueOn: Day;
  note: string;
  dealId: string;
  dealName: string;
  accountName: string | null;
  competitor: string | null;
  lossKind: string | null;
  closedOn: Day | null;
  /** As the rep said in the debrief, the weightiest first. */
  reasons: readonly string[];
};

export function entryOfCall(call: CallFacts): CalendarEntry {
  const lost = call.closedOn === null ? "" : `, lost on ${dayInWords(call.closedOn)}`;
  return {
    kind: "check-up",
    id: call.id,
    when: { on: call.dueOn },
    summary: inOneLine(`Check-up call: ${call.accountName ?? call.dealName}`),
    description: inLines([`${call.dealName}${lost}.`, whyNot(call), call.note]),
    path: `/deals/${call.dealId}`,
    busy: false,
  };
}

/** Why they said no, in short; nothing where nobody said it yet. */
function whyNot({ reasons, lossKind, competitor }: CallFacts): string {
  const kept = reasons.slice(0, 3).join("; ");
  if (competitor) return `They chose ${competitor}${kept ? `: ${kept}` : ""}.`;
  if (lossKind === "no-decision") return `They held off${kept ? `: ${kept}` : ""}.`;
  return kept ? `Why they said no: ${kept}.` : "";
}

export type RepairFacts = {
  id: string;
  dueOn: Day;
  openingLine: string;
  repairName: string;
  flagName: string;
  dealId: string;
  dealName: string;
  accountName: string | null;
};

export function entryOfRepair(task: RepairFacts): CalendarEntry {
  return {
    kind: "repair",
    id: task.id,
    when: { on: task.dueOn },
    summary: inOneLine(`${task.repairName}: ${task.accountName ?? task.dealName}`),
    description: inLines([`${task.dealName}. Red flag: ${task.flagName}.`, task.openingLine]),
    path: `/deals/${task.dealId}`,
    busy: false,
  };
}

export type BlockFacts = {
  id: string;
  startsAt: Instant;
  endsAt: Instant;
  aims: { referrals: number; calls: number; networking: number };
};

export function entryOfBlock({ id, startsAt, endsAt, aims }: BlockFacts): CalendarEntry {
  const aimed = [
    aims.referrals > 0 ? countWords(aims.referrals, "referral") : "",
    aims.calls > 0 ? countWords(aims.calls, "call") : "",
    aims.networking > 0 ? `${aims.networking} × networking` : "",
  ].filter(Boolean);
  return {
    kind: "block",
    id,
    when: { startsAt, endsAt },
    summary: "Filling block",
    description: aimed.length > 0 ? `The aim: ${aimed.join(", ")}.` : "",
    path: `/comeback/block/${id}`,
    busy: true,
  };
}

/** A quarter of an hour in which nobody is engaged: the moment of the return, so that a calendar can show it. */
const returnMs = 15 * 60_000;

export function entryOfBreather({ id, backAt }: { id: string; backAt: Instant }): CalendarEntry {
  return {
    kind: "breather",
    id,
    when: { startsAt: backAt, endsAt: backAt + returnMs },
    summary: "Back from the breather",
    description: "You said you would be back now.",
    path: "/",
    busy: false,
  };
}

export type TalkFacts = {
  id: string;
  plannedFor: Instant;
  dealName: string;
  accountName: string | null;
  contactName: string | null;
  leadName: string | null;
  /** The seller, invited to hear it first hand. */
  listens: boolean;
};

/** "A quarter of an hour" to the customer, and as long again to write down what they said. */
const talkMs = 30 * 60_000;

export function entryOfTalk(talk: TalkFacts): CalendarEntry {
  const { id, plannedFor, dealName, accountName, contactName, leadName, listens } = talk;
  const whom = contactName === null ? "" : ` With ${contactName}.`;
  return {
    kind: "talk",
    id,
    when: { startsAt: plannedFor, endsAt: plannedFor + talkMs },
    summary: inOneLine(`${listens ? "Listen: talk" : "Talk"} with ${accountName ?? dealName}`),
    description: inLines([
      `Post-mortem of ${dealName}.${whom}`,
      listens ? `${leadName ?? "A colleague"} leads it; you listen.` : "",
    ]),
    path: `/team/post-mortems/${id}`,
    busy: true,
  };
}

/** What is said of an entry, as one text: as long as it stays, nobody needs to be told anything new. */
export function contentOf({ when, summary, description, path, busy }: CalendarEntry): string {
  const at = "on" in when ? [when.on] : [when.startsAt, when.endsAt];
  return JSON.stringify([at, summary, description, path, busy]);
}

export const keyOf = ({ kind, id }: Pick<CalendarEntry, "kind" | "id">): string => `${kind}-${id}`;

/** An entry that is said as before keeps its edition and its date; one that is said anew, or for the first time, gets them. */
export function editionOf(before: (Edition & { hash: string }) | undefined, hash: string, now: Instant): Edition {
  if (before?.hash === hash) return { edition: before.edition, saidAt: before.saidAt };
  return { edition: before ? before.edition + 1 : 0, saidAt: now };
}

const countWords = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

const mostInOneLine = 200;
const mostInLines = 1500;
/** No calendar takes control characters, and some stop reading at them. */
const controls = /[^\P{Cc}\n\t]|\uFEFF/gu;
const readable = (text: string): string => text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replace(controls, "");

function inOneLine(text: string): string {
  return cut(readable(text).replace(/\s+/g, " ").trim(), mostInOneLine);
}

function inLines(lines: readonly string[]): string {
  return cut(
    lines
      .map((line) => readable(line).trim())
      .filter((line) => line !== "")
      .join("\n"),
    mostInLines,
  );
}

/** Never through the middle of a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
