import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import reference from "./reference/benjamini-hochberg.json" with { type: "json" };

test("agrees with R's p.adjust, ties and ends included", () => {
  for (const { p, adjusted } of reference)
    benjaminiHochberg(p).forEach((ours, index) => {
      expect(ours).toBeCloseTo(adjusted[index] ?? Number.NaN, 14);
    });
});

test("the docstring's example, and no tests at all", () => {
  expect([...benjaminiHochberg([0.01, 0.04, 0.03])]).toEqual([0.03, 0.04, 0.04]);
  expect([...benjaminiHochberg([])]).toEqual([]);
});

test.each([-0.1, 1.1, Number.NaN])("a p-value of %d is a fault in the program", (p) => {
  expect(() => benjaminiHochberg([0.5, p])).toThrow(RangeError);
});

test("never goes below the p-value, keeps the order, and finds what the step-up rule finds", () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(probability, { minLength: 1, maxLength: 50 }), fc.constantFrom(0.02, 0.05, 0.2), (p, rate) => {
      const adjusted = benjaminiHochberg(p);
      const sorted = [...p].sort((one, other) => one - other);
      // The rule as first published: the largest i with p(i) ≤ i·q/m; all up to it are found.
      const found = sorted.findLastIndex((value, index) => value * p.length <= (index + 1) * rate) + 1;
      const near = sorted.some((value, index) => Math.abs(value * p.length - (index + 1) * rate) < 1e-12);
      fc.pre(!near);
      expect(adjusted.filter((value) => value <= rate)).toHaveLength(found);
      p.forEach((value, index) => {
        expect(adjusted[index]).toBeGreaterThanOrEqual(value);
        expect(adjusted[index]).toBeLessThanOrEqual(1);
      });
    }),
  );
});
