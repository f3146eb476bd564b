import fc from "fast-check";
import { addDays, dayOf, type Instant } from "../../platform/dates.ts";
import type { DealRecord } from "../deals/rules.ts";
import type { PipelineShape, StepShape } from "../sales-process/contract.ts";
import { seededStages } from "../sales-process/rules.ts";
import type { AttributeCondition, AttributeField, Thresholds } from "./contract.ts";
import type { FlagContext } from "./readings/rules.ts";
import type { WatchedFlag } from "./rules.ts";

export const zone = "Europe/Berlin";
const hour = 3_600_000;

/** An instant in Berlin's summer or winter time; noon when only a day is given. */
export function on(text: string): Instant {
  const local = text.length === 10 ? `${text}T12:00` : text;
  const summer = Date.parse(`${local}:00+02:00`);
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return wall.format(summer).replace(" ", "T") === local ? summer : summer + hour;
}

export const pipeline: PipelineShape = {
  id: "sales",
  name: "Sales",
  stages: seededStages.map(({ name, type }, place) => ({ id: name.toLowerCase(), name, type, position: place + 1 })),
};
export const steps: StepShape[] = ["time-frame", "competition"].map((id) => ({
  id,
  key: id,
  name: id === "competition" ? "Competition asked about" : "Time frame asked",
  question: "?",
  hint: "",
  template: null,
  deadlines: [{ pipelineId: "sales", beforeStageId: id === "competition" ? "proposal" : "demo" }],
}));

const days = (number: number) => number * 24 * hour;
export const context: FlagContext = {
  process: { steps, pipelines: [pipeline] },
  norms: new Map([
    ["discovery", { wonDeals: 6, averageMs: days(4) }],
    ["qualified", { wonDeals: 6, averageMs: days(2.5) }],
    ["demo", { wonDeals: 6, averageMs: days(10) }],
    ["proposal", { wonDeals: 2, averageMs: days(5) }],
  ]),
  timeZone: zone,
};

export function watch(thresholds: Thresholds, stepId: string | null = null): WatchedFlag {
  return { id: stepId ?? thresholds.kind, name: thresholds.kind, thresholds, stepId };
}

function watchField(id: string, field: AttributeField, is: AttributeCondition["is"]): WatchedFlag {
  return { ...watch({ kind: "attribute", condition: { field, is } }), id };
}

export const everyFlag: WatchedFlag[] = [
  watch({ kind: "no-decision-maker", byStagePosition: 3 }),
  watch({ kind: "single-contact", badContacts: 1, warnContacts: 2 }),
  watch({ kind: "gone-quiet", warnDays: 3, badDays: 7 }),
  watch({ kind: "no-follow-up", warnDays: 2, badDays: 5 }),
  watch({ kind: "close-date-slipped", pushes: 2 }),
  watch({ kind: "too-long-in-stage", timesUsual: 1.5, fewestWonDeals: 5 }),
  watch({ kind: "unanswered-message", warnHours: 24, badHours: 48 }),
  watch({ kind: "stuck-on-price", words: ["price", "discount"], times: 2, withinDays: 10 }),
  watchField("industry", { kind: "attribute", heading: "Industry" }, { kind: "any-of", values: ["Retail"] }),
  watchField("lead", { kind: "lead-source" }, { kind: "none-of", values: ["Fair"] }),
  watchField("size", { kind: "attribute", heading: "Employees" }, { kind: "below", number: 50 }),
  watchField("gap", { kind: "attribute", heading: "Region" }, { kind: "missing" }),
  watchField("amount", { kind: "amount", currency: "EUR" }, { kind: "above", number: 1000 }),
  watch({ kind: "step-missed" }, "time-frame"),
  watch({ kind: "step-missed" }, "competition"),
];

export const emptyRecord: DealRecord = {
  id: "deal",
  ownerId: null,
  pipelineId: "sales",
  createdAt: null,
  attributes: [],
  stageChanges: [],
  amountChanges: [],
  closeDateChanges: [],
  activities: [],
  roles: [],
  stepAnswers: [],
  snoozes: [],
  outcomes: [],
};

/** Six weeks around the night Berlin's clocks go forward. */
export const begin = on("2026-03-02T00:00");
export const end = begin + days(42);

/** Any hour, and often the very same hour as another fact. */
export const instants = fc.oneof(
  fc.integer({ min: 0, max: 42 * 24 }).map((hours) => begin + hours * hour),
  fc.integer({ min: 0, max: 14 }).map((steps) => begin + steps * days(3)),
  fc.integer({ min: begin, max: end }),
);
/** Mostly known at once, sometimes entered later. */
const delays = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: days(10) }));
const known = fc.tuple(instants, delays).map(([happened, delay]) => ({ happened, knownAt: happened + delay }));
const openStages = fc.constantFrom("discovery", "qualified", "demo", "proposal", "negotiation");
const people = fc.constantFrom("Anna Weiss", "Ben Ober", "Cem Kaya");

const byInstant = <Fact>(facts: Fact[], instant: (fact: Fact) => Instant) =>
  facts.toSorted((one, other) => instant(one) - instant(other));

/** Any history of a deal, closed and opened again some times. */
export const histories: fc.Arbitrary<DealRecord> = fc
  .record({
    stageChanges: fc.array(fc.record({ known, stageId: openStages }), { maxLength: 6 }),
    attributes: fc.array(
      fc.record({
        source: fc.constantFrom("lead-source" as const, "crm" as const),
        heading: fc.constantFrom("Industry", "Employees", "Region"),
        value: fc.constantFrom("Retail", "Fair", "20", "80"),
        knownAt: instants,
      }),
      { maxLength: 3 },
    ),
    amountChanges: fc.array(
      fc.record({
        known,
        amountCents: fc.option(fc.constantFrom(50_000, 150_000)),
        currency: fc.constantFrom("EUR", "USD", null),
      }),
      { maxLength: 3 },
    ),
    closeDateChanges: fc.array(
      fc.record({ known, expectedCloseOn: fc.option(instants.map((instant) => dayOf(instant, zone))) }),
      { maxLength: 5 },
    ),
    activities: fc.array(
      fc.record({
        known,
        kind: fc.constantFrom("call" as const, "email" as const, "meeting" as const, "note" as const),
        direction: fc.constantFrom("incoming" as const, "outgoing" as const, null),
        answered: fc.constantFrom(true, false, null),
        contactId: fc.option(people),
        subject: fc.constantFrom("", "Re: the price", "DISCOUNTS?", "Demo"),
      }),
      { maxLength: 10 },
    ),
    roles: fc.array(
      fc.record({
        knownAt: instants,
        contactId: people,
        role: fc.constantFrom("decision-maker" as const, "champion" as const, "unknown" as const),
        removed: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
    stepAnswers: fc.array(
      fc.record({ known, stepId: fc.constantFrom("time-frame", "competition"), done: fc.boolean() }),
      { maxLength: 5 },
    ),
    snoozes: fc.array(
      fc.record({
        startedAt: instants,
        days: fc.integer({ min: 1, max: 12 }),
        ends: fc.option(fc.integer({ min: 0, max: days(15) })),
      }),
      { maxLength: 2 },
    ),
    closes: fc.uniqueArray(instants, { maxLength: 4 }),
    standsClosed: fc.boolean(),
    outcome: fc.constantFrom("won" as const, "lost" as const),
  })
  .map((drawn) => ({
    ...emptyRecord,
    stageChanges: byInstant(
      drawn.stageChanges.map(({ known: { happened, knownAt }, stageId }) => ({
        stageId,
        enteredAt: happened,
        knownAt,
      })),
      ({ enteredAt }) => enteredAt,
    ),
    attributes: drawn.attributes,
    amountChanges: byInstant(
      drawn.amountChanges.map(({ known: { happened, knownAt }, ...amount }) => ({
        ...amount,
        changedAt: happened,
        knownAt,
      })),
      ({ changedAt }) => changedAt,
    ),
    closeDateChanges: byInstant(
      drawn.closeDateChanges.map(({ known: { happened, knownAt }, expectedCloseOn }) => ({
        expectedCloseOn,
        changedAt: happened,
        knownAt,
      })),
      ({ changedAt }) => changedAt,
    ),
    activities: byInstant(
      drawn.activities.map(({ known: { happened, knownAt }, ...activity }, place) => ({
        id: `activity ${place}`,
        memberId: null,
        ...activity,
        happenedAt: happened,
        knownAt,
      })),
      ({ happenedAt }) => happenedAt,
    ),
    roles: byInstant(
      drawn.roles.map((role) => ({ ...role, contactName: role.contactId })),
      ({ knownAt }) => knownAt,
    ),
    stepAnswers: byInstant(
      drawn.stepAnswers.map(({ known: { happened, knownAt }, ...answer }) => ({
        ...answer,
        answer: "",
        saidBy: "",
        happenedAt: happened,
        knownAt,
      })),
      ({ happenedAt }) => happenedAt,
    ),
    snoozes: byInstant(
      drawn.snoozes.map(({ startedAt, days: rest, ends }) => ({
        reason: "budget freeze",
        startedAt,
        untilOn: addDays(dayOf(startedAt, zone), rest),
        endedAt: ends === null ? null : startedAt + ends,
      })),
      ({ startedAt }) => startedAt,
    ),
    outcomes: outcomesOf(drawn.closes, drawn.standsClosed, drawn.outcome),
  }));

/** Closed and reopened in turn; the last close stands, or was undone at its own instant plus an hour. */
function outcomesOf(closes: Instant[], standsClosed: boolean, status: "won" | "lost"): DealRecord["outcomes"] {
  const instantsInTurn = closes.toSorted((one, other) => one - other);
  return instantsInTurn.flatMap((closedAt, place) => {
    if (place % 2 === 1) return [];
    const reopenedAt = instantsInTurn[place + 1] ?? (standsClosed ? null : closedAt + hour);
    return [{ status, lossKind: null, closedAt, reopenedAt }];
  });
}
