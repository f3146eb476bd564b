import { describe, expect, test } from "vitest";
import type { PipelineShape } from "../../sales-process/contract.ts";
import { asNumbers, describeThresholds } from "./describe-thresholds.ts";

const pipeline = (...names: string[]): PipelineShape => ({
  id: "00000000-0000-4000-8000-000000000001",
  name: names.join(),
  stages: names.map((name, position) => ({ id: name, name, type: "open", position })),
});

describe("when a flag comes up, in words", () => {
  const byThird = { kind: "no-decision-maker", byStagePosition: 3 } as const;
  test("a stage is called by its name where every pipeline agrees on it, else by its place", () => {
    expect(describeThresholds(byThird, [pipeline("Discovery", "Demo", "Proposal")])).toContain("by Proposal");
    expect(describeThresholds(byThird, [pipeline("A", "B", "Proposal"), pipeline("A", "B", "Trial")])).toContain(
      "by stage 3",
    );
    expect(describeThresholds(byThird, [])).toContain("by stage 3");
  });

  test("a warning is named only where it comes before the flag", () => {
    expect(describeThresholds({ kind: "gone-quiet", warnDays: 7, badDays: 14 }, [])).toBe(
      "No conversation for 14 days; a warning after 7",
    );
    expect(describeThresholds({ kind: "gone-quiet", warnDays: 14, badDays: 1 }, [])).toBe("No conversation for 1 day");
  });

  test("the numbers of a form begin with what brings the flag up", () => {
    const keys = asNumbers({ kind: "unanswered-message", warnHours: 24, badHours: 48 }).map(({ key }) => key);
    expect(keys).toEqual(["badHours", "warnHours"]);
  });
});
