import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activityKind, buyingRole, lossKind } from "./contract.ts";
import { asOf, contactsOf, type DealRecord, happenedAt, runningSnooze, statusOf } from "./rules.ts";
import { timelineOf } from "./timeline/rules.ts";

const at = (text: string) => Date.parse(text);
const empty: DealRecord = {
  id: "deal",
  ownerId: null,
  pipelineId: "sales",
  createdAt: null,
  ...{ stageChanges: [], amountChanges: [], closeDateChanges: [], activities: [] },
  ...{ attributes: [], roles: [], stepAnswers: [], snoozes: [], outcomes: [] },
};

// Instants close together, so that facts often fall on the instant that is read.
const instant = fc.integer({ min: 0, max: 20 });
const later = (from: number) => fc.option(fc.integer({ min: from, max: 25 }));
const text = fc.constantFrom("", "a", "b");
const day = fc.constantFrom("2026-01-01", "2026-02-01");
const inOrder = <Fact>(fact: fc.Arbitrary<Fact>, by: (fact: Fact) => number) =>
  fc.array(fact, { maxLength: 6 }).map((facts) => facts.sort((one, other) => by(one) - by(other)));

const histories: fc.Arbitrary<DealRecord> = fc.record({
  id: fc.constant("deal"),
  ownerId: fc.constant(null),
  pipelineId: fc.constant("sales"),
  createdAt: fc.option(instant),
  attributes: fc.array(
    fc.record({ source: fc.constantFrom("lead-source", "crm"), heading: text, value: text, knownAt: instant }),
    { maxLength: 3 },
  ),
  stageChanges: inOrder(fc.record({ stageId: text, enteredAt: instant, knownAt: instant }), (fact) => fact.enteredAt),
  amountChanges: inOrder(
    fc.record({ amountCents: fc.option(instant), currency: fc.constant("EUR"), changedAt: instant, knownAt: instant }),
    (fact) => fact.changedAt,
  ),
  closeDateChanges: inOrder(
    fc.record({ expectedCloseOn: fc.option(day), changedAt: instant, knownAt: instant }),
    (fact) => fact.changedAt,
  ),
  activities: inOrder(
    fc.record({
      id: text,
      kind: fc.constantFrom(...activityKind.options),
      direction: fc.constantFrom("incoming" as const, "outgoing" as const, null),
      answered: fc.option(fc.boolean()),
      happenedAt: instant,
      knownAt: instant,
      contactId: fc.option(text),
      memberId: fc.option(text),
      subject: text,
    }),
    (fact) => fact.happenedAt,
  ),
  roles: inOrder(
    fc.record({
      contactId: text,
      contactName: text,
      role: fc.constantFrom(...buyingRole.options),
      removed: fc.boolean(),
      knownAt: instant,
    }),
    (fact) => fact.knownAt,
  ),
  stepAnswers: inOrder(
    fc.record({ stepId: text, done: fc.boolean(), answer: text, saidBy: text, happenedAt: instant, knownAt: instant }),
    (fact) => fact.happenedAt,
  ),
  snoozes: inOrder(
    instant.chain((startedAt) =>
      fc.record({ reason: text, startedAt: fc.constant(startedAt), untilOn: day, endedAt: later(startedAt) }),
    ),
    (fact) => fact.startedAt,
  ),
  outcomes: inOrder(
    instant.chain((closedAt) =>
      fc.record({
        status: fc.constantFrom("won" as const, "lost" as const),
        lossKind: fc.option(fc.constantFrom(...lossKind.options)),
        closedAt: fc.constant(closedAt),
        reopenedAt: later(closedAt),
      }),
    ),
    (fact) => fact.closedAt,
  ),
});

/** The same past with another future: every fact that became known after the instant is taken from another history. */
function withOtherFuture(record: DealRecord, other: DealRecord, now: number): DealRecord {
  const known = <Fact extends { knownAt: number }>(past: Fact[], future: Fact[], by: (fact: Fact) => number) =>
    [...past.filter(({ knownAt }) => knownAt <= now), ...future.filter(({ knownAt }) => knownAt > now)].sort(
      (one, another) => by(one) - by(another),
    );
  // Undone in the future, or not yet undone: in the other future it is, at another instant.
  const undone = (instant: number | null) => (instant === null || instant > now ? now + 1 : instant);
  const notYet = other.createdAt !== null && other.createdAt > now ? other.createdAt : null;
  return {
    ...record,
    createdAt: record.createdAt !== null && record.createdAt <= now ? record.createdAt : notYet,
    stageChanges: known(record.stageChanges, other.stageChanges, (fact) => fact.enteredAt),
    amountChanges: known(record.amountChanges, other.amountChanges, (fact) => fact.changedAt),
    closeDateChanges: known(record.closeDateChanges, other.closeDateChanges, (fact) => fact.changedAt),
    activities: known(record.activities, other.activities, (fact) => fact.happenedAt),
    roles: known(record.roles, other.roles, (fact) => fact.knownAt),
    stepAnswers: known(record.stepAnswers, other.stepAnswers, (fact) => fact.happenedAt),
    snoozes: [
      ...record.snoozes
        .filter(({ startedAt }) => startedAt <= now)
        .map((snooze) => ({ ...snooze, endedAt: undone(snooze.endedAt) })),
      ...other.snoozes.filter(({ startedAt }) => startedAt > now),
    ],
    outcomes: [
      ...record.outcomes
        .filter(({ closedAt }) => closedAt <= now)
        .map((outcome) => ({ ...outcome, reopenedAt: undone(outcome.reopenedAt) })),
      ...other.outcomes.filter(({ closedAt }) => closedAt > now),
    ],
  };
}

describe("what was known at an instant", () => {
  test("never changes when a later fact is added, altered or removed", () => {
    fc.assert(
      fc.property(histories, histories, instant, (record, other, now) => {
        expect(asOf(withOtherFuture(record, other, now), now)).toEqual(asOf(record, now));
      }),
      { numRuns: 500 },
    );
  });

  test("is less the earlier one looks, and looking twice is looking at the earlier instant", () => {
    fc.assert(
      fc.property(histories, instant, instant, (record, one, other) => {
        expect(asOf(asOf(record, one), other)).toEqual(asOf(record, Math.min(one, other)));
      }),
    );
  });

  test("holds whatever is read from it", () => {
    fc.assert(
      fc.property(histories, histories, instant, (record, other, now) => {
        const another = asOf(withOtherFuture(record, other, now), now);
        expect(statusOf(another)).toBe(statusOf(asOf(record, now)));
        expect(contactsOf(another)).toEqual(contactsOf(asOf(record, now)));
        expect(timelineOf(another, () => "x")).toEqual(timelineOf(asOf(record, now), () => "x"));
      }),
    );
  });
});

test("a deal is won or lost while its last outcome stands, and open before it and after it was undone", () => {
  const lost = { status: "lost" as const, lossKind: "unknown" as const, closedAt: 10, reopenedAt: 20 };
  const record = { ...empty, outcomes: [lost, { ...lost, status: "won" as const, closedAt: 30, reopenedAt: null }] };
  const status = (now: number) => statusOf(asOf(record, now));
  expect([9, 10, 19, 20, 29, 30].map(status)).toEqual(["open", "lost", "lost", "open", "open", "won"]);
});

test("what happened may be told late, a little ahead of our clock, and never for a time to come", () => {
  const now = at("2026-03-05T09:00:00Z");
  expect(happenedAt(at("2026-03-01T00:00:00Z"), now)).toBe(at("2026-03-01T00:00:00Z"));
  expect(happenedAt(now + 60_000, now)).toBe(now);
  expect(happenedAt(now + 600_000, now)).toBeNull();
});

test("a deal rests until the day begins where the team is, or until it is woken", () => {
  const rest = { reason: "Budget", startedAt: at("2026-03-01T00:00:00Z"), untilOn: "2026-05-04", endedAt: null };
  const resting = (now: string, snooze: DealRecord["snoozes"][number] = rest) =>
    runningSnooze({ ...empty, snoozes: [snooze] }, at(now), "Europe/Berlin") !== undefined;
  expect(resting("2026-02-28T12:00:00Z")).toBe(false);
  expect(resting("2026-05-03T21:59:00Z")).toBe(true);
  expect(resting("2026-05-03T22:00:00Z")).toBe(false);
  const woken = { ...rest, endedAt: at("2026-04-01T00:00:00Z") };
  expect(resting("2026-03-31T00:00:00Z", woken)).toBe(true);
  expect(resting("2026-04-01T00:00:00Z", woken)).toBe(false);
});

test("a contact has the role known last, since it became theirs; taken off the deal, they are no longer on it", () => {
  const said = (role: (typeof buyingRole.options)[number], knownAt: number, removed = false) => ({
    ...{ contactId: "dana", contactName: "Dana", role, removed, knownAt },
  });
  const standing = (roles: DealRecord["roles"]) => contactsOf({ ...empty, roles });
  const champion = { contactId: "dana", contactName: "Dana", role: "champion", since: 2 };
  expect(standing([said("unknown", 1), said("champion", 2), said("champion", 3)])).toEqual([champion]);
  expect(standing([said("champion", 2), said("champion", 4, true)])).toEqual([]);
  expect(standing([said("champion", 1), said("champion", 2, true), said("champion", 5)])).toMatchObject([{ since: 5 }]);
});
