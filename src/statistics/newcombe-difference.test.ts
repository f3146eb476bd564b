import fc from "fast-check";
import { expect, test } from "vitest";
import { newcombeDifference } from "./newcombe-difference.ts";
import reference from "./reference/newcombe-difference.json" with { type: "json" };

test("agrees with the formula worked in R from its own Wilson limits", () => {
  for (const { count1, of1, count2, of2, estimate, low, high } of reference) {
    const ours = newcombeDifference({ count: count1, of: of1 }, { count: count2, of: of2 });
    if (ours.kind !== "interval") throw new Error("an interval was expected");
    expect(ours.estimate).toBeCloseTo(estimate, 12);
    expect(ours.low).toBeCloseTo(low, 12);
    expect(ours.high).toBeCloseTo(high, 12);
  }
});

// Newcombe (1998), table II, method 10, all eight rows: printed to four decimals.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])("%d of %d against %d of %d, as Newcombe printed it", (count1, of1, count2, of2, low, high) => {
  const ours = newcombeDifference({ count: count1, of: of1 }, { count: count2, of: of2 });
  if (ours.kind !== "interval") throw new Error("an interval was expected");
  expect(ours.low).toBeCloseTo(low, 4);
  expect(ours.high).toBeCloseTo(high, 4);
});

test("an empty group says nothing", () => {
  const nothing = { kind: "too-few", outOf: 0, needed: 1 };
  expect(newcombeDifference({ count: 0, of: 0 }, { count: 5, of: 9 })).toEqual(nothing);
  expect(newcombeDifference({ count: 5, of: 9 }, { count: 0, of: 0 })).toEqual(nothing);
});

test("stays within −1 and 1, holds the difference, and turns round with the groups", () => {
  const share = fc.tuple(fc.nat(100_000), fc.nat(100_000)).filter(([won, lost]) => won + lost > 0);
  fc.assert(
    fc.property(share, share, ([won1, lost1], [won2, lost2]) => {
      const one = { count: won1, of: won1 + lost1 };
      const other = { count: won2, of: won2 + lost2 };
      const ours = newcombeDifference(one, other);
      const turned = newcombeDifference(other, one);
      if (ours.kind !== "interval" || turned.kind !== "interval") throw new Error("an interval was expected");
      expect(ours.low).toBeGreaterThanOrEqual(-1);
      expect(ours.high).toBeLessThanOrEqual(1);
      expect(ours.low).toBeLessThanOrEqual(ours.estimate);
      expect(ours.high).toBeGreaterThanOrEqual(ours.estimate);
      expect(turned.low).toBeCloseTo(-ours.high, 12);
    }),
  );
});
