import { describe, expect, test } from "vitest";
import { context, pipeline, watch } from "../../red-flags/red-flags.fixture.ts";
import { listSigns } from "./list-signs.ts";

const signsOf = (...flags: ReturnType<typeof watch>[]) =>
  listSigns({ steps: [], pipelines: [pipeline] }, flags).signs.map(({ name, standing }) => [name, standing]);

describe("what is held against the outcome", () => {
  test("a flag that comes and goes is judged by whether it was up, at both its thresholds", () => {
    const noFollowUp = { ...watch({ kind: "no-follow-up", warnDays: 10, badDays: 14 }), name: "No follow-up" };
    expect(signsOf(noFollowUp)).toEqual([
      ["No follow-up", false],
      ["No follow-up, 14 days", false],
    ]);
    const { flags } = listSigns({ steps: [], pipelines: [pipeline] }, [noFollowUp]);
    expect(flags.map(({ thresholds }) => thresholds)).toEqual([
      { kind: "no-follow-up", warnDays: 10, badDays: 14 },
      { kind: "no-follow-up", warnDays: 14, badDays: 14 },
    ]);
  });

  test("thresholds that are one are one sign, and what lasts is judged as it stands", () => {
    const alike = { ...watch({ kind: "no-follow-up", warnDays: 14, badDays: 14 }), name: "No follow-up" };
    expect(signsOf(alike)).toEqual([["No follow-up", false]]);
    expect(signsOf({ ...watch({ kind: "no-decision-maker", byStagePosition: 4 }), name: "Nobody decides" })).toEqual([
      ["Nobody decides", true],
    ]);
  });

  test("a missed step is told by the step, and not a second time by its flag", () => {
    const missed = watch({ kind: "step-missed" }, "time-frame");
    const { signs, flags } = listSigns(context.process, [missed]);
    expect(signs.map(({ key }) => key)).toEqual(["step:time-frame", "step:competition"]);
    expect(flags).toEqual([]);
  });
});
