import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { stateAt } from "../../../platform/replay.ts";
import type { PipelineShape, StepShape } from "../contract.ts";
import { type SalesProcess, seededStages, standingOfStep } from "../rules.ts";
import { replaySteps, type StepHistory } from "./rules.ts";

vi.setConfig({ testTimeout: 60_000 });

const zone = "Europe/Berlin";
const dayMs = 86_400_000;
const begin = Date.parse("2026-03-02T00:00:00+01:00");
const on = (day: number, hour = 12) => begin + (day - 2) * dayMs + hour * 3_600_000;

const pipeline: PipelineShape = {
  id: "sales",
  name: "Sales",
  stages: seededStages.map(({ name, type }, place) => ({ id: name.toLowerCase(), name, type, position: place + 1 })),
};
const step = (id: string, beforeStageId: string | null): StepShape => ({
  ...{ id, key: id, name: id, question: "?", hint: "", template: null },
  deadlines: beforeStageId === null ? [] : [{ pipelineId: "sales", beforeStageId }],
});
const process: SalesProcess = {
  pipelines: [pipeline],
  steps: [step("time-frame", "demo"), step("competition", "proposal"), step("budget", null)],
};
const nothing: StepHistory = { pipelineId: "sales", stageChanges: [], stepAnswers: [], outcomes: [] };
const entered = (stageId: string, enteredAt: number, knownAt = enteredAt) => ({ stageId, enteredAt, knownAt });
const answered = (stepId: string, happenedAt: number, { knownAt = happenedAt, done = true } = {}) => ({
  ...{ stepId, done, answer: "", saidBy: "", happenedAt, knownAt },
});
const told = (history: Partial<StepHistory>) =>
  replaySteps({ ...nothing, ...history }, process, zone)[0]?.map(
    ({ from, kind }) => `${new Date(from).toLocaleDateString("sv-SE", { timeZone: zone })} ${kind}`,
  );

describe("a step over a deal's life", () => {
  const stageChanges = [entered("discovery", on(2)), entered("demo", on(10))];

  test("done before its stage is done in time, from the day it was done", () => {
    expect(told({ stageChanges, stepAnswers: [answered("time-frame", on(5))] })).toEqual(["2026-03-05 down"]);
  });

  test("is missed from the entry of its stage, and was missed in time though it is done later", () => {
    const stepAnswers = [answered("competition", on(4)), answered("time-frame", on(12))];
    expect(told({ stageChanges, stepAnswers })).toEqual(["2026-03-10 up"]);
  });

  test("nobody recorded is not missed, until the first step is", () => {
    expect(told({ stageChanges })).toEqual([]);
    expect(told({ stageChanges, stepAnswers: [answered("competition", on(12))] })).toEqual(["2026-03-12 up"]);
  });

  test("written down days after it was done was missed until then, as far as anybody knew", () => {
    const stepAnswers = [answered("competition", on(3)), answered("time-frame", on(8), { knownAt: on(14) })];
    expect(told({ stageChanges, stepAnswers })).toEqual(["2026-03-10 up", "2026-03-14 down"]);
  });

  test("says nothing while the deal is closed", () => {
    const stepAnswers = [answered("time-frame", on(5))];
    const undone = { status: "lost" as const, closedAt: on(11), reopenedAt: on(15) };
    const lost = { status: "lost" as const, closedAt: on(20), reopenedAt: null };
    expect(told({ stageChanges, stepAnswers, outcomes: [undone, lost] })).toEqual([
      ...["2026-03-05 down", "2026-03-11 unknown", "2026-03-15 down", "2026-03-20 unknown"],
    ]);
  });
});

const instants = fc.integer({ min: 0, max: 40 * 24 }).map((hours) => begin + hours * 3_600_000);
const delays = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 * dayMs }));
const histories: fc.Arbitrary<StepHistory> = fc
  .record({
    stageChanges: fc.array(
      fc
        .tuple(fc.constantFrom("discovery", "demo", "proposal", "lost"), instants, delays)
        .map(([stageId, at, delay]) => entered(stageId, at, at + delay)),
      { maxLength: 6 },
    ),
    stepAnswers: fc.array(
      fc
        .tuple(fc.constantFrom("time-frame", "competition", "budget"), instants, delays, fc.boolean())
        .map(([stepId, at, delay, done]) => answered(stepId, at, { knownAt: at + delay, done })),
      { maxLength: 6 },
    ),
  })
  .map(({ stageChanges, stepAnswers }) => ({
    ...nothing,
    stageChanges: stageChanges.toSorted((one, other) => one.enteredAt - other.enteredAt),
    stepAnswers: stepAnswers.toSorted((one, other) => one.happenedAt - other.happenedAt),
  }));

test("a replayed step stands at every instant as it does on the deal's page with what was known and had happened then", () => {
  fc.assert(
    fc.property(histories, fc.array(instants, { minLength: 1, maxLength: 40 }), (history, looks) => {
      const replayed = replaySteps(history, process, zone);
      for (const at of [...looks, ...history.stepAnswers.map(({ knownAt }) => knownAt)]) {
        const then: StepHistory = {
          ...history,
          stageChanges: history.stageChanges.filter(({ enteredAt, knownAt }) => Math.max(enteredAt, knownAt) <= at),
          stepAnswers: history.stepAnswers.filter(({ happenedAt, knownAt }) => Math.max(happenedAt, knownAt) <= at),
        };
        for (const [place, each] of process.steps.entries()) {
          const { state } = standingOfStep(each, then, process, zone);
          const kind = state === "done" ? "down" : state === "missed" || state === "late" ? "up" : "unknown";
          expect(stateAt(replayed[place] ?? [], at)).toBe(kind);
        }
      }
    }),
    { numRuns: 500 },
  );
});
