import { type Day, dayOf, type Instant } from "../../platform/dates.ts";
import type { ActivityKind, BuyingRole, DealStatus, LossKind } from "./contract.ts";

/** A fact and the instant the team came to know it. A reading at an earlier instant never sees it. */
type Known = { knownAt: Instant };

export type StageChange = Known & { stageId: string; enteredAt: Instant };
export type AmountChange = Known & { amountCents: number | null; currency: string | null; changedAt: Instant };
/** `agreed`: settled with the buyer in a repair, so that earlier pushes are behind us. */
export type CloseDateChange = Known & { expectedCloseOn: Day | null; changedAt: Instant; agreed?: true };
export type ActivityFact = Known & {
  id: string;
  kind: ActivityKind;
  direction: "incoming" | "outgoing" | null;
  answered: boolean | null;
  happenedAt: Instant;
  contactId: string | null;
  memberId: string | null;
  subject: string;
};
/** What the CRM says of a deal in a field of its own. `heading`: what the CRM calls the field. */
export type AttributeFact = Known & { source: "lead-source" | "crm"; heading: string; value: string };
export type RoleFact = Known & { contactId: string; contactName: string; role: BuyingRole; removed: boolean };
export type StepAnswerFact = Known & {
  stepId: string;
  done: boolean;
  answer: string;
  saidBy: string;
  happenedAt: Instant;
};
/** `endedAt`: woken before its day, if it was. */
export type SnoozeFact = { reason: string; startedAt: Instant; untilOn: Day; endedAt: Instant | null };
/** `reopenedAt`: when this outcome was undone; null while it stands. */
export type OutcomeFact = {
  status: Exclude<DealStatus, "open">;
  lossKind: LossKind | null;
  closedAt: Instant;
  reopenedAt: Instant | null;
};

/**
 * What was known about one deal; everything the product says about a deal is read from this value by pure functions.
 * Every list is in order of its own instants (enteredAt, changedAt, happenedAt, closedAt), oldest first.
 * A current stage, amount or close date that the CRM told without saying since when stands as a change whose `knownAt`
 * is the deal's arrival here; its `enteredAt`/`changedAt` are then the same instant and `assumedAt` marks it.
 */
export type DealRecord = {
  id: string;
  ownerId: string | null;
  pipelineId: string;
  createdAt: Instant | null;
  /** As they are now: the CRM tells no history of them, so they count as known since the deal began. */
  attributes: AttributeFact[];
  stageChanges: (StageChange & { assumedAt?: true })[];
  amountChanges: (AmountChange & { assumedAt?: true })[];
  closeDateChanges: (CloseDateChange & { assumedAt?: true })[];
  activities: ActivityFact[];
  roles: RoleFact[];
  stepAnswers: StepAnswerFact[];
  snoozes: SnoozeFact[];
  outcomes: OutcomeFact[];
};

/**
 * What was known at an instant: drops every fact that became known later, the outcome included.
 *
 * The law behind every replay: a reading at an instant never changes when any later fact is added, altered or removed.
 * A snooze ended later is still running; an outcome undone later still stands.
 */
export function asOf(record: DealRecord, at: Instant): DealRecord {
  const known = <Fact extends Known>(facts: Fact[]) => facts.filter((fact) => fact.knownAt <= at);
  return {
    ...record,
    createdAt: record.createdAt !== null && record.createdAt <= at ? record.createdAt : null,
    attributes: known(record.attributes),
    stageChanges: known(record.stageChanges),
    amountChanges: known(record.amountChanges),
    closeDateChanges: known(record.closeDateChanges),
    activities: known(record.activities),
    roles: known(record.roles),
    stepAnswers: known(record.stepAnswers),
    snoozes: record.snoozes
      .filter((snooze) => snooze.startedAt <= at)
      .map((snooze) => (snooze.endedAt !== null && snooze.endedAt > at ? { ...snooze, endedAt: null } : snooze)),
    outcomes: record.outcomes
      .filter((outcome) => outcome.closedAt <= at)
      .map((outcome) =>
        outcome.reopenedAt !== null && outcome.reopenedAt > at ? { ...outcome, reopenedAt: null } : outcome,
      ),
  };
}

/** Won, lost or open, from the outcomes known in the record. */
export function statusOf(record: DealRecord): DealStatus {
  const last = record.outcomes.at(-1);
  return last && last.reopenedAt === null ? last.status : "open";
}

/** A clock that runs a little ahead of ours is no reason to refuse what somebody did just now. */
const clockSkewMs = 5 * 60_000;

/** When something happened that somebody tells now; `null`: still to come, which nobody can report. */
export function happenedAt(told: Instant, now: Instant): Instant | null {
  if (told > now + clockSkewMs) return null;
  return Math.min(told, now);
}

/** The rest that a deal is having, if any; on its last day it is awake again. */
export function runningSnooze(record: DealRecord, at: Instant, timeZone: string): SnoozeFact | undefined {
  const today = dayOf(at, timeZone);
  return asOf(record, at).snoozes.findLast((snooze) => snooze.endedAt === null && snooze.untilOn > today);
}

/** The people on a deal with the role known last, and since when it is theirs; those taken off are left out. */
export type ContactStanding = { contactId: string; contactName: string; role: BuyingRole; since: Instant };

export function contactsOf(record: DealRecord): ContactStanding[] {
  const contacts = new Map<string, ContactStanding>();
  for (const { contactId, contactName, role, removed, knownAt } of record.roles) {
    const before = contacts.get(contactId);
    if (removed) contacts.delete(contactId);
    else contacts.set(contactId, before?.role === role ? before : { contactId, contactName, role, since: knownAt });
  }
  return [...contacts.values()];
}
