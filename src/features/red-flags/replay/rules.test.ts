import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { stateAt, upSince } from "../../../platform/replay.ts";
import type { DealRecord } from "../../deals/rules.ts";
import { type DatedNorms, normsAt } from "../norms/rules.ts";
import {
  begin,
  context,
  emptyRecord,
  end,
  everyFlag,
  histories,
  instants,
  on,
  watch,
  zone,
} from "../red-flags.fixture.ts";
import { readFlags } from "../rules.ts";
import { type ReplayContext, replayFlags } from "./rules.ts";

// Thousands of readings a property, perhaps on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const { process } = context;
/** Norms that come up, change and go away again while the deal is open. */
const someNorms: fc.Arbitrary<DatedNorms[]> = fc.uniqueArray(instants, { maxLength: 4 }).chain((from) =>
  fc.tuple(
    ...from
      .toSorted((one, other) => one - other)
      .map((instant) =>
        fc.integer({ min: 1, max: 12 }).map((days) => ({
          from: instant,
          norms: new Map([...context.norms].map(([id, norm]) => [id, { ...norm, averageMs: days * 86_400_000 }])),
        })),
      ),
  ),
);

/** The same facts, each known the moment it happened. */
const knownAtOnce = (record: DealRecord): DealRecord => ({
  ...record,
  stageChanges: record.stageChanges.map((fact) => ({ ...fact, knownAt: fact.enteredAt })),
  amountChanges: record.amountChanges.map((fact) => ({ ...fact, knownAt: fact.changedAt })),
  closeDateChanges: record.closeDateChanges.map((fact) => ({ ...fact, knownAt: fact.changedAt })),
  activities: record.activities.map((fact) => ({ ...fact, knownAt: fact.happenedAt })),
  stepAnswers: record.stepAnswers.map((fact) => ({ ...fact, knownAt: fact.happenedAt })),
});

/** Every instant at which a fact happened, became known or was undone, and just before and after each. */
function tellingInstants(record: DealRecord): number[] {
  const facts = JSON.stringify(record).match(/"(?:\w+At)":(\d+)/g) ?? [];
  return facts.map((fact) => Number(fact.slice(fact.indexOf(":") + 1))).flatMap((at) => [at - 1, at, at + 1]);
}

function expectSame(record: DealRecord, norms: DatedNorms[], at: number[]) {
  const replayed = replayFlags(record, everyFlag, { process, timeZone: zone, norms });
  const different = at.flatMap((instant) => {
    const held = { process, timeZone: zone, norms: normsAt(norms, instant) };
    return readFlags(record, instant, everyFlag, held).flatMap(({ flagId, kind }, place) => {
      const shown = stateAt(replayed[place] ?? [], instant);
      return shown === kind ? [] : [`${flagId} at ${new Date(instant).toISOString()}: ${shown}, read ${kind}`];
    });
  });
  expect(different).toEqual([]);
}

describe("a replayed flag", () => {
  test("shows at every instant what its reading showed then, also where facts became known late", () => {
    fc.assert(
      fc.property(histories, someNorms, fc.array(instants, { maxLength: 20 }), (record, norms, at) => {
        expectSame(record, norms, [...at, ...tellingInstants(record), begin - 1, end + 100 * 86_400_000]);
      }),
      { numRuns: 100 },
    );
  });

  test("shows it too where every fact was known the moment it happened, and one reader does", () => {
    fc.assert(
      fc.property(histories, someNorms, fc.array(instants, { maxLength: 40 }), (record, norms, at) => {
        expectSame(knownAtOnce(record), norms, [...at, ...norms.map(({ from }) => from)]);
      }),
      { numRuns: 100 },
    );
  });

  test("changes with every stretch, in order of time", () => {
    fc.assert(
      fc.property(histories, (record) => {
        const norms = [{ from: begin, norms: context.norms }];
        for (const stretches of replayFlags(record, everyFlag, { process, timeZone: zone, norms })) {
          for (const [place, { from, kind }] of stretches.entries()) {
            const before = stretches[place - 1];
            expect(kind).not.toBe(before?.kind ?? "unknown");
            if (before) expect(from).toBeGreaterThan(before.from);
          }
        }
      }),
    );
  });

  test("has been up since an instant just when it was up at one from there on", () => {
    fc.assert(
      fc.property(histories, instants, instants, (record, one, other) => {
        const [from, at] = [Math.min(one, other), Math.max(one, other)];
        const norms = [{ from: begin, norms: context.norms }];
        for (const stretches of replayFlags(record, everyFlag, { process, timeZone: zone, norms })) {
          const looks = [
            from,
            ...stretches.map((stretch) => stretch.from).filter((each) => each >= from && each <= at),
          ];
          expect(upSince(stretches, from, at)).toBe(looks.some((look) => stateAt(stretches, look) === "up"));
        }
      }),
    );
  });
});

describe("a deal that went quiet, told in days", () => {
  const quiet = watch({ kind: "gone-quiet", warnDays: 3, badDays: 7 });
  const norms: ReplayContext = { process, timeZone: zone, norms: [] };
  const call = (day: string, knownOn = day) => ({
    ...{
      id: day,
      kind: "call" as const,
      direction: null,
      answered: true,
      contactId: null,
      memberId: null,
      subject: "",
    },
    ...{ happenedAt: on(day), knownAt: on(knownOn) },
  });
  const told = (record: Partial<DealRecord>) =>
    replayFlags({ ...emptyRecord, ...record }, [quiet], norms)[0]?.map(
      ({ from, kind }) => `${new Date(from).toLocaleDateString("sv-SE", { timeZone: zone })} ${kind}`,
    );

  test("is up three days after the last talk, until the next one, and not after the close", () => {
    const outcomes = [{ status: "lost" as const, lossKind: null, closedAt: on("2026-03-20"), reopenedAt: null }];
    expect(told({ activities: [call("2026-03-02"), call("2026-03-10")], outcomes })).toEqual([
      ...["2026-03-02 down", "2026-03-05 up", "2026-03-10 down", "2026-03-13 up", "2026-03-20 unknown"],
    ]);
  });

  test("was up as long as nobody knew of the talk", () => {
    expect(told({ activities: [call("2026-03-02"), call("2026-03-04", "2026-03-06")] })).toEqual([
      ...["2026-03-02 down", "2026-03-05 up", "2026-03-06 down", "2026-03-07 up"],
    ]);
  });

  test("is not said to be quiet while it was closed before it was opened again", () => {
    const undone = {
      status: "lost" as const,
      lossKind: null,
      closedAt: on("2026-03-07"),
      reopenedAt: on("2026-03-09"),
    };
    expect(told({ activities: [call("2026-03-02")], outcomes: [undone] })).toEqual([
      ...["2026-03-02 down", "2026-03-05 up", "2026-03-07 unknown", "2026-03-09 up"],
    ]);
  });
});
