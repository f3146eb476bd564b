import { expect, test } from "vitest";
import { plattCalibration } from "./platt-calibration.ts";
import reference from "./reference/recalibration.json" with { type: "json" };

test("agrees with R's glm on Platt's targets", () => {
  for (const each of reference) {
    const ours = plattCalibration({
      scores: Float64Array.from(each.logOdds),
      outcomes: Uint8Array.from(each.outcomes),
      weights: Float64Array.from(each.weights),
    });
    if (ours.kind !== "calibration") throw new Error("a calibration was expected");
    expect(ours.intercept).toBeCloseTo(each.platt[0] ?? 0, 6);
    expect(ours.slope).toBeCloseTo(each.platt[1] ?? 0, 6);
  }
});

test("scores that separate won from lost have an answer, as the docstring says", () => {
  const answer = plattCalibration({ scores: Float64Array.of(-1, -1, 1, 1), outcomes: Uint8Array.of(0, 0, 1, 1) });
  if (answer.kind !== "calibration") throw new Error("a calibration was expected");
  expect(answer.intercept).toBeCloseTo(0, 9);
  expect(answer.slope).toBeCloseTo(Math.log(3), 6);
});

test("one score for all, or one outcome: no variation", () => {
  const scores = Float64Array.of(1, 1);
  expect(plattCalibration({ scores, outcomes: Uint8Array.of(0, 1) })).toEqual({ kind: "no-variation" });
  expect(plattCalibration({ scores: Float64Array.of(1, 2), outcomes: Uint8Array.of(1, 1) })).toEqual({
    kind: "no-variation",
  });
});
