import { expect, test } from "vitest";
import { calibrationSlope } from "./calibration-slope.ts";
import reference from "./reference/recalibration.json" with { type: "json" };

test("agrees with R's glm, its standard errors and its offset", () => {
  for (const each of reference) {
    const ours = calibrationSlope({
      logOdds: Float64Array.from(each.logOdds),
      outcomes: Uint8Array.from(each.outcomes),
      weights: Float64Array.from(each.weights),
    });
    if (ours.kind !== "calibration") throw new Error("a calibration was expected");
    expect(ours.intercept).toBeCloseTo(each.line[0] ?? 0, 6);
    expect(ours.slope).toBeCloseTo(each.line[1] ?? 0, 6);
    expect(ours.interceptStandardError).toBeCloseTo(each.lineErrors[0] ?? 0, 6);
    expect(ours.slopeStandardError).toBeCloseTo(each.lineErrors[1] ?? 0, 6);
    expect(ours.inTheLarge).toBeCloseTo(each.inTheLarge, 8);
  }
});

test("two of three right where 88 in 100 were claimed, as the docstring says", () => {
  const answer = calibrationSlope({
    logOdds: Float64Array.of(-2, -2, -2, 2, 2, 2),
    outcomes: Uint8Array.of(0, 0, 1, 0, 1, 1),
  });
  expect(answer.kind === "calibration" && answer.slope).toBeCloseTo(Math.LN2 / 2, 6);
});

test("no error at all has no finite slope; one probability or one outcome no variation", () => {
  const logOdds = Float64Array.of(-2, -1, 1, 2);
  expect(calibrationSlope({ logOdds, outcomes: Uint8Array.of(0, 0, 1, 1) })).toEqual({ kind: "separated" });
  expect(calibrationSlope({ logOdds, outcomes: Uint8Array.of(1, 1, 1, 1) })).toEqual({ kind: "no-variation" });
  expect(calibrationSlope({ logOdds: Float64Array.of(1, 1), outcomes: Uint8Array.of(0, 1) })).toEqual({
    kind: "no-variation",
  });
});
