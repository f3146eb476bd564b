import fc from "fast-check";
import { expect, test } from "vitest";
import { areaUnderCurve } from "./area-under-curve.ts";
import reference from "./reference/ranking.json" with { type: "json" };

test("agrees with R's count over all pairs, ties and weights included, and with DeLong's error", () => {
  for (const each of reference) {
    const weights = Float64Array.from(each.weights);
    const ours = areaUnderCurve({
      scores: Float64Array.from(each.scores),
      outcomes: Uint8Array.from(each.outcomes),
      weights,
    });
    if (ours.kind !== "area") throw new Error("an area was expected");
    expect(ours.area).toBeCloseTo(each.area, 12);
    if (weights.every((weight) => weight === 1)) expect(ours.standardError).toBeCloseTo(each.standardError, 12);
  }
});

test("three of four pairs, as the docstring says", () => {
  const answer = areaUnderCurve({ scores: Float64Array.of(0.1, 0.4, 0.35, 0.8), outcomes: Uint8Array.of(0, 0, 1, 1) });
  expect(answer).toMatchObject({ kind: "area", area: 0.75 });
  expect(answer.kind === "area" && answer.standardError).toBeCloseTo(Math.sqrt(0.125), 12);
});

test("one side only: no variation", () => {
  expect(areaUnderCurve({ scores: Float64Array.of(1, 2), outcomes: Uint8Array.of(1, 1) }).kind).toBe("no-variation");
  expect(areaUnderCurve({ scores: new Float64Array(0), outcomes: new Uint8Array(0) }).kind).toBe("no-variation");
});

test("each deal looked at twice is no more certain than looked at once", () => {
  const scores = Float64Array.of(0.1, 0.4, 0.35, 0.8, 0.5, 0.2);
  const outcomes = Uint8Array.of(0, 0, 1, 1, 0, 1);
  const once = areaUnderCurve({ scores, outcomes });
  const twice = areaUnderCurve({
    scores: Float64Array.of(...scores, ...scores),
    outcomes: Uint8Array.of(...outcomes, ...outcomes),
    clusters: Int32Array.of(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5),
  });
  if (once.kind !== "area" || twice.kind !== "area") throw new Error("an area was expected");
  expect(twice.area).toBeCloseTo(once.area, 12);
  expect(twice.standardError).toBeCloseTo(once.standardError, 12);
});

test("turning the scores round turns the area round", () => {
  const row = fc.record({ score: fc.integer({ min: -5, max: 5 }), won: fc.boolean() });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (rows) => {
      fc.pre(rows.some(({ won }) => won) && rows.some(({ won }) => !won));
      const outcomes = Uint8Array.from(rows, ({ won }) => (won ? 1 : 0));
      const up = areaUnderCurve({ scores: Float64Array.from(rows, ({ score }) => score), outcomes });
      const down = areaUnderCurve({ scores: Float64Array.from(rows, ({ score }) => -score), outcomes });
      if (up.kind !== "area" || down.kind !== "area") throw new Error("an area was expected");
      expect(up.area + down.area).toBeCloseTo(1, 12);
      expect(up.standardError).toBeCloseTo(down.standardError, 12);
    }),
  );
});
