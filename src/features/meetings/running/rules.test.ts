import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunAct } from "./contract.ts";
import { afterAct, leftOf, phaseOf, type Timer, usualRounds } from "./rules.ts";

const nine = Date.parse("2026-11-23T09:00:00Z");
const planned: Timer = { state: "planned", rounds: usualRounds, round: null, roundEndsAt: null, roundLeftMs: null };
/** What comes of acts, each so many seconds after nine. */
const run = (...acts: [seconds: number, act: RunAct][]) =>
  acts.reduce<Timer>((meeting, [seconds, act]) => {
    const after = afterAct(meeting, act, nine + seconds * 1000);
    if (!after) throw new Error(`${act.kind} is not possible in ${phaseOf(meeting)}.`);
    return after;
  }, planned);
const left = (meeting: Timer, seconds: number) => (leftOf(meeting, nine + seconds * 1000) ?? Number.NaN) / 1000;
const next: RunAct = { kind: "next" };
const start: [number, RunAct] = [0, { kind: "start" }];

describe("the rounds of a meeting", () => {
  it("are a minute alone, two in pairs, four in groups, five together; then votes, worksheets, the end", () => {
    expect(usualRounds.map(({ kind, seconds }) => [kind, seconds])).toEqual([
      ...[["alone", 60] as const, ["pairs", 120] as const, ["fours", 240] as const, ["all", 300] as const],
    ]);
    const first = run(start);
    expect([phaseOf(first), first.round, left(first, 0), left(first, 20)]).toEqual(["round", 0, 60, 40]);
    const second = run(start, [70, next]);
    expect([second.round, left(second, 70)]).toEqual([1, 120]);
    const voting = run(start, [1, next], [2, next], [3, next], [4, next]);
    expect([phaseOf(voting), voting.round, leftOf(voting, nine)]).toEqual(["voting", null, null]);
    const sheets = run(start, [1, next], [2, next], [3, next], [4, next], [5, { kind: "worksheet" }]);
    expect(phaseOf(sheets)).toBe("worksheet");
    expect(phaseOf(afterAct(sheets, { kind: "end" }, nine) ?? planned)).toBe("ended");
  });

  it("stand still while they are halted, and go on with what was left", () => {
    const halted = run(start, [15, { kind: "halt" }]);
    expect([left(halted, 15), left(halted, 500), halted.roundEndsAt]).toEqual([45, 45, null]);
    const going = run(start, [15, { kind: "halt" }], [500, { kind: "go-on" }]);
    expect([left(going, 500), left(going, 510), going.roundLeftMs]).toEqual([45, 35, null]);
  });

  it("get more time, also after theirs is over: counted from then", () => {
    const more: RunAct = { kind: "more-time", seconds: 30 };
    expect(left(run(start, [10, more]), 10)).toBe(80);
    expect(left(run(start, [100, more]), 100)).toBe(30);
    expect(left(run(start, [10, { kind: "halt" }], [20, more]), 99)).toBe(80);
    expect(left(run(start, [10, { kind: "more-time", seconds: -600 }]), 10)).toBe(0);
  });

  it("can be gone back to, from the votes too, each with its whole time", () => {
    const back = run(start, [1, next], [2, next], [3, next], [4, next], [60, { kind: "to-round", round: 2 }]);
    expect([back.round, left(back, 60)]).toEqual([2, 240]);
    expect(afterAct(back, { kind: "to-round", round: 4 }, nine)).toBeNull();
  });

  it("refuse what cannot be at that point", () => {
    expect(afterAct(planned, next, nine)).toBeNull();
    expect(afterAct(planned, { kind: "end" }, nine)).toBeNull();
    const first = run(start);
    expect(afterAct(first, { kind: "start" }, nine)).toBeNull();
    expect(afterAct(first, { kind: "go-on" }, nine)).toBeNull();
    expect(afterAct(first, { kind: "end" }, nine)).toBeNull();
    const over = { ...planned, state: "cancelled" as const };
    expect(afterAct(over, { kind: "start" }, nine)).toBeNull();
  });

  it("never have both an end and a rest, nor either without a round, whatever is done to them", () => {
    const act = fc.oneof(
      ...(["start", "halt", "go-on", "next", "worksheet", "end"] as const).map((kind) => fc.constant<RunAct>({ kind })),
      fc.integer({ min: -3600, max: 3600 }).map((seconds): RunAct => ({ kind: "more-time", seconds })),
      fc.nat(11).map((round): RunAct => ({ kind: "to-round", round })),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.nat(400)), { maxLength: 30 }), (acts) => {
        let at = nine;
        let meeting = planned;
        for (const [each, seconds] of acts) {
          at += seconds * 1000;
          meeting = afterAct(meeting, each, at) ?? meeting;
          const clocks = [meeting.roundEndsAt, meeting.roundLeftMs].filter((clock) => clock !== null);
          expect(clocks).toHaveLength(meeting.round === null ? 0 : 1);
          expect(phaseOf(meeting) === "round").toBe(meeting.round !== null);
          if (meeting.roundLeftMs !== null) expect(meeting.roundLeftMs).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
