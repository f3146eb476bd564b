import fc from "fast-check";
import { expect, test } from "vitest";
import reference from "./reference/wilson-interval.json" with { type: "json" };
import { wilsonInterval } from "./wilson-interval.ts";

test("agrees with R's prop.test without correction", () => {
  for (const { count, of, level, low, high } of reference) {
    const ours = wilsonInterval({ count, of }, level);
    if (ours.kind !== "interval") throw new Error("an interval was expected");
    expect(ours.low, `${count} of ${of}`).toBeCloseTo(low, 12);
    expect(ours.high, `${count} of ${of}`).toBeCloseTo(high, 12);
  }
});

test("9 of 30, as the docstring says", () => {
  expect(wilsonInterval({ count: 9, of: 30 })).toMatchObject({ estimate: 0.3, low: 0.16664748268243798 });
});

test("of no deals nothing is said; of a thing that cannot be, it is a fault", () => {
  expect(wilsonInterval({ count: 0, of: 0 })).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
  expect(() => wilsonInterval({ count: 3, of: 2 })).toThrow(RangeError);
  expect(() => wilsonInterval({ count: Number.NaN, of: 2 })).toThrow(RangeError);
});

test("holds the share, stays within 0 and 1, and mirrors when wins and losses change places", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (won, lost) => {
      fc.pre(won + lost > 0);
      const of = won + lost;
      const ours = wilsonInterval({ count: won, of });
      const mirrored = wilsonInterval({ count: lost, of });
      if (ours.kind !== "interval" || mirrored.kind !== "interval") throw new Error("an interval was expected");
      expect(ours.low).toBeGreaterThanOrEqual(0);
      expect(ours.high).toBeLessThanOrEqual(1);
      expect(ours.low).toBeLessThanOrEqual(ours.estimate);
      expect(ours.high).toBeGreaterThanOrEqual(ours.estimate);
      expect(ours.low).toBeCloseTo(1 - mirrored.high, 12);
    }),
  );
});
