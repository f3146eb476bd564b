import { expect, test } from "vitest";
import { calibrationError } from "./calibration-error.ts";
import reference from "./reference/calibration-error.json" with { type: "json" };

test("agrees with R on ten tenths, and with its Wilson intervals", () => {
  const ours = calibrationError({
    probabilities: Float64Array.from(reference.probabilities),
    outcomes: Uint8Array.from(reference.outcomes),
  });
  if (ours.kind !== "calibration") throw new Error("a calibration was expected");
  expect(ours.error).toBeCloseTo(reference.error, 12);
  expect(ours.bins).toHaveLength(10);
  for (const [index, bin] of ours.bins.entries()) {
    expect(bin.said).toBeCloseTo(reference.said[index] ?? 0, 12);
    expect(bin.happened).toBeCloseTo(reference.happened[index] ?? 0, 12);
    expect(bin.low).toBeCloseTo(reference.low[index] ?? 0, 10);
    expect(bin.high).toBeCloseTo(reference.high[index] ?? 0, 10);
    expect(bin.rows).toBe(20);
  }
});

test("the docstring's four deals", () => {
  const answer = calibrationError({
    probabilities: Float64Array.of(0.2, 0.2, 0.8, 0.8),
    outcomes: Uint8Array.of(0, 0, 1, 0),
    bins: 2,
  });
  expect(answer.kind === "calibration" && answer.error).toBeCloseTo(0.25, 12);
});

test("equal probabilities share a bin; fewer rows than bins are too few", () => {
  const flat = calibrationError({
    probabilities: new Float64Array(40).fill(0.5),
    outcomes: Uint8Array.from({ length: 40 }, (_, row) => row % 2),
  });
  expect(flat).toMatchObject({ kind: "calibration", error: 0, bins: [{ said: 0.5, happened: 0.5, rows: 40 }] });
  const few = calibrationError({ probabilities: Float64Array.of(0.5), outcomes: Uint8Array.of(1) });
  expect(few).toEqual({ kind: "too-few", outOf: 1, needed: 10 });
});

test("looks at one deal count as one deal in a bin's interval", () => {
  const ask = {
    probabilities: new Float64Array(40).fill(0.5),
    outcomes: Uint8Array.from({ length: 40 }, (_, row) => (row < 20 ? 1 : 0)),
  };
  const looks = calibrationError({
    ...ask,
    clusters: Int32Array.from({ length: 40 }, (_, row) => Math.floor(row / 4)),
  });
  const deals = calibrationError(ask);
  if (looks.kind !== "calibration" || deals.kind !== "calibration") throw new Error("a calibration was expected");
  expect(looks.bins[0]?.rows).toBe(10);
  expect(looks.bins[0]?.low).toBeLessThan(deals.bins[0]?.low ?? 0);
});
