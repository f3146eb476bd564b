import fc from "fast-check";
import { expect, test } from "vitest";
import { intervalReach, normalLowerTail, normalQuantile, normalUpperTail, twoSidedP } from "./normal-distribution.ts";
import reference from "./reference/normal-distribution.json" with { type: "json" };

const off = (ours: number, right: number) => Math.abs(ours - right) / Math.max(Math.abs(right), 1e-300);

test("tails agree with R to twelve digits, far out too", () => {
  for (const [x = 0, tail = 0] of reference.tails) expect(off(normalUpperTail(x), tail), `${x}`).toBeLessThan(1e-12);
});

test("quantiles agree with R to twelve digits", () => {
  for (const [p = 0, x = 0] of reference.quantiles)
    if (x === 0) expect(Math.abs(normalQuantile(p))).toBeLessThan(1e-12);
    else expect(off(normalQuantile(p), x), `${p}`).toBeLessThan(1e-12);
});

test("a quantile's tail is the probability one began with", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
      expect(off(normalLowerTail(normalQuantile(p)), p)).toBeLessThan(1e-10);
    }),
  );
});

test("tails fall, lie between 0 and 1, and the two sum to 1", () => {
  const anywhere = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(anywhere, anywhere, (one, other) => {
      const [low, high] = one < other ? [one, other] : [other, one];
      expect(normalUpperTail(low)).toBeGreaterThanOrEqual(normalUpperTail(high) - 1e-15);
      expect(normalUpperTail(one)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(normalUpperTail(one) + normalLowerTail(one) - 1)).toBeLessThan(1e-14);
    }),
  );
});

test("the well-known values", () => {
  expect(off(intervalReach(0.95), 1.959963984540054)).toBeLessThan(1e-15);
  expect(off(twoSidedP(-1.959963984540054), 0.05)).toBeLessThan(1e-14);
  expect(twoSidedP(0)).toBe(1);
  expect(twoSidedP(Number.POSITIVE_INFINITY)).toBe(0);
});

test.each([0, 1, -0.1, Number.NaN])("a quantile at %d is a fault in the program", (p) => {
  expect(() => normalQuantile(p)).toThrow(RangeError);
});
