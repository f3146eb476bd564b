import fc from "fast-check";
import { expect, test } from "vitest";
import { chanceOfLosingRun, usualLongestRun } from "./longest-run.ts";
import reference from "./reference/longest-run.json" with { type: "json" };

test("agrees with R: every history of up to 12 deals counted out, and a chain of states for more", () => {
  for (const { deals, winRate, chances } of reference)
    chances.forEach((right, index) => {
      const ours = chanceOfLosingRun(index + 1, deals, winRate);
      expect(Math.abs(ours - right), `${index + 1} of ${deals} at ${winRate}`).toBeLessThan(1e-10 * right + 1e-300);
    });
});

test("the usual run is the quantiles of that", () => {
  for (const { deals, winRate, median, low, high } of reference)
    expect(usualLongestRun(deals, winRate)).toEqual({ kind: "run", median, low, high });
});

test("five lost in a row among fifty deals at 45 % are nothing unusual", () => {
  expect(chanceOfLosingRun(5, 50, 0.45)).toBeCloseTo(0.7061, 4);
  expect(usualLongestRun(50, 0.45)).toEqual({ kind: "run", median: 5, low: 3, high: 9 });
});

test("nothing closed, everything won, everything lost", () => {
  expect(usualLongestRun(0, 0.5)).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
  expect(usualLongestRun(40, 1)).toEqual({ kind: "run", median: 0, low: 0, high: 0 });
  expect(usualLongestRun(40, 0)).toEqual({ kind: "run", median: 40, low: 40, high: 40 });
  expect(chanceOfLosingRun(41, 40, 0)).toBe(0);
  expect(chanceOfLosingRun(0, 0, 0.5)).toBe(1);
  expect(() => chanceOfLosingRun(1, 2, 1.5)).toThrow(RangeError);
});

test("longer runs are rarer, more deals and fewer wins make them likelier", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 400 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (length, deals, winRate) => {
        const chance = chanceOfLosingRun(length, deals, winRate);
        expect(chanceOfLosingRun(length + 1, deals, winRate)).toBeLessThanOrEqual(chance + 1e-14);
        expect(chanceOfLosingRun(length, deals + 1, winRate)).toBeGreaterThanOrEqual(chance - 1e-14);
        expect(chanceOfLosingRun(length, deals, winRate / 2)).toBeGreaterThanOrEqual(chance - 1e-14);
      },
    ),
  );
});
