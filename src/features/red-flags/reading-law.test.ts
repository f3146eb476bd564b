import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { addDays, dayOf, type Instant, startOfDay } from "../../platform/dates.ts";
import { asOf, type DealRecord } from "../deals/rules.ts";
import { context, end, everyFlag, begin as first, histories, instants, zone } from "./red-flags.fixture.ts";
import { readFlag, readFlags, type WatchedFlag } from "./rules.ts";

// Thousands of readings a property, perhaps on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const runs = { numRuns: 300 };
const flags = fc.constantFrom(...everyFlag);
/** All but until when it holds, which is no part of what it says and may look ahead. */
const read = (record: DealRecord, at: Instant) =>
  readFlags(record, at, everyFlag, context).map(({ holdsUntil, ...reading }) => reading);

/** Everything of `past` that was known by `at`, with other facts of `future` behind it. */
function withAnotherFuture(past: DealRecord, future: DealRecord, at: Instant): DealRecord {
  const known = asOf(past, at);
  const later = <Fact extends { knownAt: Instant }>(facts: Fact[]) => facts.filter(({ knownAt }) => knownAt > at);
  const sorted = <Fact>(facts: Fact[], instant: (fact: Fact) => Instant) =>
    facts.toSorted((one, other) => instant(one) - instant(other));
  const [standing] = known.outcomes.filter(({ reopenedAt }) => reopenedAt === null);
  return {
    ...known,
    attributes: [...known.attributes, ...later(future.attributes)],
    amountChanges: sorted([...known.amountChanges, ...later(future.amountChanges)], ({ changedAt }) => changedAt),
    stageChanges: sorted([...known.stageChanges, ...later(future.stageChanges)], ({ enteredAt }) => enteredAt),
    closeDateChanges: sorted(
      [...known.closeDateChanges, ...later(future.closeDateChanges)],
      ({ changedAt }) => changedAt,
    ),
    activities: sorted([...known.activities, ...later(future.activities)], ({ happenedAt }) => happenedAt),
    roles: [...known.roles, ...later(future.roles)],
    stepAnswers: sorted([...known.stepAnswers, ...later(future.stepAnswers)], ({ happenedAt }) => happenedAt),
    snoozes: [
      // Woken later than `at`, all of them.
      ...known.snoozes.map((snooze) => ({ ...snooze, endedAt: snooze.endedAt ?? at + 1 })),
      ...future.snoozes.filter(({ startedAt }) => startedAt > at),
    ],
    outcomes: [
      ...known.outcomes.map((outcome) => (outcome === standing ? { ...outcome, reopenedAt: at + 1 } : outcome)),
      ...future.outcomes.filter(({ closedAt }) => closedAt > at),
    ],
  };
}

/** The same facts, each known the moment it happened: what `at` knows, looked at from every earlier instant. */
function withHindsight(record: DealRecord, at: Instant): DealRecord {
  const known = asOf(record, at);
  const inOrderKnown = known.stepAnswers.toSorted((one, other) => one.knownAt - other.knownAt);
  return {
    ...known,
    stageChanges: known.stageChanges.map((fact) => ({ ...fact, knownAt: fact.enteredAt })),
    amountChanges: known.amountChanges.map((fact) => ({ ...fact, knownAt: fact.changedAt })),
    closeDateChanges: known.closeDateChanges.map((fact) => ({ ...fact, knownAt: fact.changedAt })),
    activities: known.activities.map((fact) => ({ ...fact, knownAt: fact.happenedAt })),
    // Which answer is the latest is told by when it became known, so that order stays.
    stepAnswers: known.stepAnswers.map((fact) => ({ ...fact, knownAt: inOrderKnown.indexOf(fact) })),
  };
}

describe("a reading at an instant", () => {
  test("never changes when any later fact is added, altered or removed", () => {
    fc.assert(
      fc.property(histories, histories, instants, (past, future, at) => {
        expect(read(withAnotherFuture(past, future, at), at)).toEqual(read(past, at));
      }),
      runs,
    );
  });

  test("is the same whether or not the later facts are in the record", () => {
    fc.assert(
      fc.property(histories, instants, (record, at) => {
        expect(read(asOf(record, at), at)).toEqual(read(record, at));
      }),
      runs,
    );
  });

  test("is up with a level and a beginning, or neither, and always says why", () => {
    fc.assert(
      fc.property(histories, instants, flags, (record, at, flag) => {
        const { kind, level, since, evidence } = readFlag(record, at, flag, context);
        expect(evidence).toMatch(/^[A-Z“\d].*\.$/);
        expect(evidence).not.toMatch(/undefined|NaN|null|Invalid/);
        if (kind === "up") {
          expect(level).not.toBeNull();
          expect(since).toBeLessThanOrEqual(at);
        } else expect([level, since]).toEqual([null, null]);
      }),
      runs,
    );
  });

  test("is up since the first instant of the unbroken run in which it was up", () => {
    fc.assert(
      fc.property(histories, instants, flags, (record, at, flag) => {
        const { kind, since } = readFlag(record, at, flag, context);
        if (kind !== "up" || since === null) return;
        const hindsight = withHindsight(record, at);
        const kindAt = (instant: Instant) => readFlag(hindsight, instant, flag, context).kind;
        expect(kindAt(since - 1)).not.toBe("up");
        for (let instant = since; instant < at; instant += Math.max(1, Math.min(3_600_000, at - instant))) {
          expect(kindAt(instant), `at ${new Date(instant).toISOString()}`).toBe("up");
        }
      }),
      { numRuns: 500 },
    );
  });

  test("holds until it says so, and for the day when it says nothing", () => {
    fc.assert(
      fc.property(histories, instants, fc.array(fc.nat(86_400_000)), (record, at, later) => {
        const dayEnds = startOfDay(addDays(dayOf(at, zone), 1), zone);
        for (const flag of everyFlag) {
          const { holdsUntil, ...now } = readFlag(record, at, flag, context);
          const until = holdsUntil ?? dayEnds;
          expect(until).toBeGreaterThan(at);
          for (const instant of [until - 1, ...later.map((ms) => at + ms)]) {
            if (instant < until) expect(readFlag(record, instant, flag, context)).toMatchObject(now);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

test("random histories reach every flag in every state, or the properties above say little", () => {
  const seen = new Set<string>();
  for (const record of fc.sample(histories, { numRuns: 400, seed: 7 })) {
    for (let at = first; at < end; at += 5 * 86_400_000) {
      for (const { flagId, kind, level } of read(record, at)) seen.add(`${flagId} ${kind} ${level}`);
    }
  }
  const states = ["up warn", "up bad", "down null", "unknown null"];
  // What a deal is like has no degrees.
  const statesOf = ({ thresholds }: WatchedFlag) =>
    thresholds.kind === "attribute" ? states.filter((state) => state !== "up bad") : states;
  const all = everyFlag.flatMap((flag) => statesOf(flag).map((state) => `${flag.id} ${state}`));
  expect(all.filter((state) => !seen.has(state))).toEqual([]);
});
