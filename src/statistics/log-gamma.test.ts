import fc from "fast-check";
import { expect, test } from "vitest";
import { logGamma, stirlingError } from "./log-gamma.ts";
import reference from "./reference/log-gamma.json" with { type: "json" };

test("agrees with R to twelve digits", () => {
  for (const [x = 0, right = 0] of reference)
    expect(Math.abs(logGamma(x) - right), `${x}`).toBeLessThan(1e-13 * Math.max(1, Math.abs(right)));
});

test("each step multiplies by x", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
      const next = logGamma(x) + Math.log(x);
      expect(Math.abs(logGamma(x + 1) - next)).toBeLessThan(1e-13 * Math.max(1, Math.abs(next), Math.abs(Math.log(x))));
    }),
  );
});

test("what Stirling leaves out shrinks like 1/12x, and is 1 − ½·ln 2π at 1", () => {
  expect(Math.abs(stirlingError(1) - 0.0810614667953272)).toBeLessThan(1e-14);
  expect(Math.abs(stirlingError(1e6) * 12e6 - 1)).toBeLessThan(1e-12);
  expect(stirlingError(0)).toBe(0);
});

test.each([0, -1, Number.NaN])("at %d it is a fault in the program", (x) => {
  expect(() => logGamma(x)).toThrow(RangeError);
});
