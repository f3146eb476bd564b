import fc from "fast-check";
import { expect, test } from "vitest";
import { betaLowerTail, betaQuantile } from "./beta-distribution.ts";
import { binomialDensity } from "./binomial-density.ts";
import reference from "./reference/beta-distribution.json" with { type: "json" };

const near = (ours: number, right: number, digits: number) =>
  Math.abs(ours - right) <= 10 ** -digits * Math.abs(right) + 1e-300;

test("tails agree with R's pbeta to twelve digits, to eleven where a and b are near a million", () => {
  for (const [x = 0, a = 0, b = 0, tail = 0] of reference.tails) {
    const ours = betaLowerTail(x, a, b);
    const digits = Math.max(a, b) > 1e5 ? 11 : 12;
    expect(near(ours, tail, digits) || Math.abs(ours - tail) < 1e-15, `${x} ${a} ${b}: ${ours}, ${tail}`).toBe(true);
  }
});

test("quantiles agree with R's qbeta to ten digits", () => {
  for (const [p = 0, a = 0, b = 0, x = 0] of reference.quantiles) {
    const ours = betaQuantile(p, a, b);
    expect(near(ours, x, 10), `${p} ${a} ${b}: ${ours}, ${x}`).toBe(true);
  }
});

test("densities agree with R's dbinom to twelve digits", () => {
  for (const [k = 0, n = 0, x = 0, density = 0] of reference.densities)
    expect(near(binomialDensity(k, n, x, 1 - x), density, 12), `${k} of ${n} at ${x}`).toBe(true);
});

test("ends, and what is no distribution", () => {
  expect(betaLowerTail(0, 2, 3)).toBe(0);
  expect(betaLowerTail(1, 2, 3)).toBe(1);
  expect(betaQuantile(0, 2, 3)).toBe(0);
  expect(betaQuantile(1, 2, 3)).toBe(1);
  expect(betaLowerTail(0.25, 1, 1)).toBeCloseTo(0.25, 15);
  expect(() => betaLowerTail(0.5, 0, 1)).toThrow(RangeError);
  expect(() => betaQuantile(Number.NaN, 1, 1)).toThrow(RangeError);
});

test("mirrors with a and b exchanged, and a quantile's tail is the probability one began with", () => {
  const shape = fc.double({ min: 0.1, max: 1e4, noNaN: true });
  const chance = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
  fc.assert(
    fc.property(chance, shape, shape, (x, a, b) => {
      expect(Math.abs(betaLowerTail(x, a, b) + betaLowerTail(1 - x, b, a) - 1)).toBeLessThan(1e-11);
      const quantile = betaQuantile(x, a, b);
      // Where the density is steep at an end, neighbouring numbers are far apart in probability.
      if (quantile > 1e-12 && quantile < 1 - 1e-4)
        expect(Math.abs(betaLowerTail(quantile, a, b) - x)).toBeLessThan(1e-9);
    }),
  );
});
