import type { Day, Instant } from "../../../platform/dates.ts";
import type { DealStatus, LossKind } from "../contract.ts";
import type { DealRecord, OutcomeFact, StageChange } from "../rules.ts";

/** The deal as it stands now, next to which its facts are read. */
export type DealHead = {
  id: string;
  ownerId: string | null;
  pipelineId: string;
  stageId: string;
  /** Whether that stage means won or lost: then the outcome says it, and with its instant. */
  standsInClosedStage: boolean;
  status: DealStatus;
  lossKind: LossKind | null;
  amountCents: number | null;
  currency: string | null;
  expectedCloseOn: Day | null;
  createdAt: Instant | null;
  closedAt: Instant | null;
  leadSource: string | null;
  /** Fields of the CRM by their headings, as they are now. */
  attributes: Readonly<Record<string, string>>;
  /** When the deal arrived here. */
  recordedAt: Instant;
};

/** What was recorded with an instant of its own, each list oldest first. `outcomes` are those undone by reopening. */
export type DealFacts = Pick<
  DealRecord,
  | "stageChanges"
  | "amountChanges"
  | "closeDateChanges"
  | "activities"
  | "roles"
  | "stepAnswers"
  | "snoozes"
  | "outcomes"
>;

/**
 * A deal's record from its facts. What the deal says now and no fact explains (a CRM told it without saying since
 * when) became known when the deal arrived here.
 */
export function recordOf(head: DealHead, facts: DealFacts): DealRecord {
  const { id, ownerId, pipelineId, createdAt, recordedAt } = head;
  const { stageChanges, amountChanges, closeDateChanges } = facts;
  const arrival = { changedAt: recordedAt, knownAt: recordedAt };
  const broughtAlong = (change: { changedAt: Instant; knownAt: Instant }) =>
    change.changedAt === recordedAt && change.knownAt === recordedAt && createdAt !== recordedAt;
  const asTold = <Change extends { changedAt: Instant; knownAt: Instant }>(changes: Change[]) =>
    changes.map((change) => (broughtAlong(change) ? { ...change, assumedAt: true as const } : change));
  const lastAmount = amountChanges.at(-1) ?? { amountCents: null, currency: null, changedAt: recordedAt };
  const lastCloseDate = closeDateChanges.at(-1) ?? { expectedCloseOn: null, changedAt: recordedAt };
  const lastStage = stageChanges.at(-1);
  // A deal made here entered its stage when it was made; one that arrived was in its stage already, since nobody says when.
  const arrivedOnly = (change: StageChange) =>
    change.enteredAt === recordedAt && change.knownAt === recordedAt && createdAt !== recordedAt;
  const told = stageChanges.map((change) => (arrivedOnly(change) ? { ...change, assumedAt: true as const } : change));

  const stageUnexplained =
    !head.standsInClosedStage &&
    (!lastStage || (lastStage.stageId !== head.stageId && lastStage.enteredAt <= recordedAt));
  const amountUnexplained =
    lastAmount.changedAt <= recordedAt &&
    (lastAmount.amountCents !== head.amountCents || lastAmount.currency !== head.currency);
  const closeDateUnexplained =
    lastCloseDate.changedAt <= recordedAt && lastCloseDate.expectedCloseOn !== head.expectedCloseOn;

  return {
    ...facts,
    id,
    ownerId,
    pipelineId,
    createdAt,
    attributes: attributesOf(head, facts),
    stageChanges: stageUnexplained
      ? [...told, { stageId: head.stageId, enteredAt: recordedAt, knownAt: recordedAt, assumedAt: true }]
      : told,
    amountChanges: asTold(
      amountUnexplained
        ? [...amountChanges, { amountCents: head.amountCents, currency: head.currency, ...arrival }]
        : amountChanges,
    ),
    closeDateChanges: asTold(
      closeDateUnexplained
        ? [...closeDateChanges, { expectedCloseOn: head.expectedCloseOn, ...arrival }]
        : closeDateChanges,
    ),
    outcomes: [...facts.outcomes, ...currentOutcome(head)],
  };
}

/**
 * A field carries no instant and no history, so what it says now counts as known since the deal began, as far as anybody
 * tells: its creation, the first stage it entered, or its arrival here.
 */
function attributesOf(
  { leadSource, attributes, createdAt, recordedAt }: DealHead,
  { stageChanges }: DealFacts,
): DealRecord["attributes"] {
  const knownAt = Math.min(createdAt ?? recordedAt, recordedAt, stageChanges[0]?.enteredAt ?? recordedAt);
  const told = Object.entries(attributes).filter(([, value]) => value !== "");
  return [
    ...(leadSource ? [{ source: "lead-source" as const, heading: "Lead source", value: leadSource, knownAt }] : []),
    ...told.map(([heading, value]) => ({ source: "crm" as const, heading, value, knownAt })),
  ];
}

function currentOutcome({ status, lossKind, closedAt, recordedAt }: DealHead): OutcomeFact[] {
  if (status === "open") return [];
  return [{ status, lossKind, closedAt: closedAt ?? recordedAt, reopenedAt: null }];
}
