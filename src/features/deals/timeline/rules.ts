import { dayInWords } from "../../../platform/dates.ts";
import type { BuyingRole, LossKind } from "../contract.ts";
import type { ActivityFact, DealRecord } from "../rules.ts";
import type { TimelineEntry } from "./contract.ts";

/** What a stage, step, member or contact is called, by id; undefined for one that is gone. */
export type NameOf = (id: string) => string | undefined;

type Entry = Omit<TimelineEntry, "at"> & { at: number };

/** What happened on a deal in a seller's words, newest first. */
export function timelineOf(record: DealRecord, nameOf: NameOf): TimelineEntry[] {
  const entries: Entry[] = [
    ...(record.createdAt === null
      ? []
      : [{ at: record.createdAt, kind: "created" as const, title: "The deal began", detail: "" }]),
    ...stages(record, nameOf),
    ...amounts(record),
    ...closeDates(record),
    ...record.roles.map(({ knownAt, contactName, role, removed }) => ({
      at: knownAt,
      kind: "role" as const,
      title: removed ? `${contactName} is no longer on the deal` : `${contactName}: ${roleWords[role]}`,
      detail: "",
    })),
    ...record.activities.map((activity) => ({
      at: activity.happenedAt,
      kind: activity.kind,
      title: activityTitle(activity, nameOf),
      detail: activity.subject,
    })),
    ...record.stepAnswers.map(({ stepId, done, answer, saidBy, happenedAt }) => ({
      at: happenedAt,
      kind: "answer" as const,
      title: `${nameOf(stepId) ?? "A step"}: ${done ? "done" : "not done"}`,
      detail: [answer, saidBy && `said by ${saidBy}`].filter(Boolean).join(" · "),
    })),
    ...record.snoozes.map(({ startedAt, untilOn, reason }) => ({
      at: startedAt,
      kind: "snoozed" as const,
      title: `Rests until ${dayInWords(untilOn)}`,
      detail: reason,
    })),
    ...closes(record),
  ];
  return entries
    .sort((one, other) => one.at - other.at)
    .reverse()
    .map(({ at, ...entry }) => ({ at: new Date(at).toISOString(), ...entry }));
}

function stages({ stageChanges, outcomes }: DealRecord, nameOf: NameOf): Entry[] {
  return (
    stageChanges
      // A close says itself that the won or lost stage was entered.
      .filter(({ enteredAt }) => !outcomes.some(({ closedAt }) => closedAt === enteredAt))
      .map(({ enteredAt, stageId, assumedAt }) => {
        const stage = nameOf(stageId) ?? "a stage that is gone";
        return assumedAt
          ? { at: enteredAt, kind: "stage", title: `Arrived here in ${stage}`, detail: "Since when is not known." }
          : { at: enteredAt, kind: "stage", title: `Entered ${stage}`, detail: "" };
      })
  );
}

/** What a deal brought along when it was imported did not happen on the day of the import. */
function amounts({ amountChanges }: DealRecord): Entry[] {
  return amountChanges.flatMap((change, place): Entry[] => {
    if (change.assumedAt) return [];
    const before = amountChanges[place - 1];
    return [
      {
        at: change.changedAt,
        kind: "amount",
        title: `Amount: ${moneyInWords(change)}`,
        detail: before ? `Before: ${moneyInWords(before)}` : "",
      },
    ];
  });
}

function closeDates({ closeDateChanges }: DealRecord): Entry[] {
  const inWords = (day: string | null) => (day === null ? "open" : dayInWords(day));
  return closeDateChanges.flatMap(({ changedAt, expectedCloseOn, assumedAt }, place): Entry[] => {
    if (assumedAt) return [];
    const before = closeDateChanges[place - 1];
    return [
      {
        at: changedAt,
        kind: "expected-close",
        title: `Expected close: ${inWords(expectedCloseOn)}`,
        detail: before ? `Before: ${inWords(before.expectedCloseOn)}` : "",
      },
    ];
  });
}

function closes({ outcomes }: DealRecord): Entry[] {
  return outcomes.flatMap(({ status, lossKind, closedAt, reopenedAt }): Entry[] => [
    {
      at: closedAt,
      kind: status,
      title: status === "won" ? "Won" : "Lost",
      detail: lossKind === null ? "" : lossWords[lossKind],
    },
    ...(reopenedAt === null ? [] : [{ at: reopenedAt, kind: "reopened" as const, title: "Opened again", detail: "" }]),
  ]);
}

function activityTitle({ kind, direction, answered, contactId, memberId }: ActivityFact, nameOf: NameOf): string {
  const incoming = direction === "incoming";
  const contact = contactId === null ? undefined : nameOf(contactId);
  const member = memberId === null ? undefined : nameOf(memberId);
  const joined = (verb: string, preposition: string, name: string | undefined) =>
    name ? `${verb} ${preposition} ${name}` : verb;
  switch (kind) {
    case "call":
      if (answered === false)
        return joined(incoming ? "Missed call" : "Call not answered", incoming ? "from" : "by", contact);
      return joined("Call", incoming ? "from" : "with", contact);
    case "email":
      return joined(incoming ? "E-mail" : "E-mail sent", incoming ? "from" : "to", contact);
    case "meeting":
      return joined("Meeting", "with", contact);
    case "note":
      return joined("Note", "by", member);
  }
}

function moneyInWords({ amountCents, currency }: { amountCents: number | null; currency: string | null }): string {
  if (amountCents === null || currency === null) return "none";
  const format = moneyFormat(currency);
  return format.format(amountCents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

/** Making a format costs more than a whole page of using it. */
function moneyFormat(currency: string): Intl.NumberFormat {
  let format = moneyFormats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat("en-GB", { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
    moneyFormats.set(currency, format);
  }
  return format;
}

const roleWords: Record<BuyingRole, string> = {
  "decision-maker": "decision maker",
  champion: "champion",
  influencer: "influencer",
  "information-gatherer": "information gatherer",
  blocker: "blocker",
  unknown: "role not known",
};

const lossWords: Record<LossKind, string> = {
  competitor: "To a competitor",
  "no-decision": "No decision",
  disqualified: "Disqualified",
  unknown: "How is not known yet",
};

/** How a screen draws an entry: what a person did, a stage, an outcome, or any other change. */
export function eventKind({
  kind,
}: Pick<TimelineEntry, "kind">): "stage" | "call" | "email" | "meeting" | "note" | "won" | "lost" | "change" {
  switch (kind) {
    case "stage":
    case "call":
    case "email":
    case "meeting":
    case "note":
    case "won":
    case "lost":
      return kind;
    default:
      return "change";
  }
}
