import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pairedDifference } from "./paired-difference.ts";
import reference from "./reference/paired-difference.json" with { type: "json" };
import { signFlips } from "./sign-flips.ts";

const scale = { lowest: 1, highest: 5 };
const pairsOf = (us: readonly number[], winner: readonly number[]) =>
  us.map((one, place) => ({ one, other: winner[place] ?? 0 }));
const known = (us: readonly number[], winner: readonly number[]) => {
  const told = pairedDifference(pairsOf(us, winner), scale);
  if (told.kind === "too-few") throw new Error("Enough pairs were expected.");
  return told;
};

test("agrees with R's t.test(paired = TRUE), and with every way to turn the signs written down", () => {
  expect(reference.length).toBeGreaterThan(30);
  for (const { us, winner, estimate, low, high, student, turned } of reference) {
    const told = known(us, winner);
    expect(told.estimate).toBeCloseTo(estimate, 12);
    expect(told.low).toBeCloseTo(low, 9);
    expect(told.high).toBeCloseTo(high, 9);
    expect(told.p).toBeCloseTo(Math.max(student, turned), 10);
    const signs = signFlips(us.map((rating, place) => rating - (winner[place] ?? 0)));
    expect(signs.kind === "p-value" && signs.p).toBeCloseTo(turned, 12);
  }
});

test("the worked case of the method's page", () => {
  const told = known([2, 3, 2, 4, 3, 1], [4, 4, 3, 4, 5, 3]);
  expect([told.estimate, told.low, told.high].map((value) => value.toFixed(3))).toEqual(["-1.333", "-2.190", "-0.476"]);
  expect(told.p).toBe(0.0625);
  const page = readFileSync(new URL("../../docs/methods/head-to-head.md", import.meta.url), "utf8");
  for (const said of ["−1.333", "−2.190", "−0.476", "0.0625", "0.0103"]) expect(page).toContain(said);
});

test("five customers who say exactly the same do not know it to the hundredth, and five are never a finding", () => {
  const told = known([3, 3, 2, 4, 1], [4, 4, 3, 5, 2]);
  expect(told.estimate).toBe(-1);
  // 2.776445 · √(1/6 ÷ 5)
  expect([told.low, told.high].map((value) => value.toFixed(4))).toEqual(["-1.5069", "-0.4931"]);
  expect(told.p).toBe(2 / 32);
});

test("of one customer, or of none, nothing is said; ratings off the scale are a fault of the program", () => {
  expect(pairedDifference([], scale)).toEqual({ kind: "too-few", outOf: 0, needed: 2 });
  expect(pairedDifference([{ one: 3, other: 4 }], scale)).toEqual({ kind: "too-few", outOf: 1, needed: 2 });
  expect(() => pairedDifference(pairsOf([0, 3], [3, 3]), scale)).toThrow(RangeError);
  expect(() => pairedDifference(pairsOf([2.5, 3], [3, 3]), scale)).toThrow(RangeError);
  expect(signFlips([])).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
  expect(() => signFlips([0.5])).toThrow(RangeError);
});

const rating = fc.integer({ min: 1, max: 5 });
const pairs = fc.array(fc.record({ one: rating, other: rating }), { minLength: 2, maxLength: 60 });

test("seen from the winner's side it is the same the other way round, and stays on the scale", () => {
  fc.assert(
    fc.property(pairs, (rated) => {
      const ours = pairedDifference(rated, scale);
      const theirs = pairedDifference(
        rated.map(({ one, other }) => ({ one: other, other: one })),
        scale,
      );
      if (ours.kind === "too-few" || theirs.kind === "too-few") throw new Error("Two pairs are enough.");
      expect(theirs.estimate).toBeCloseTo(-ours.estimate, 12);
      expect(theirs.low).toBeCloseTo(-ours.high, 12);
      expect(theirs.p).toBeCloseTo(ours.p, 12);
      expect(ours.low).toBeGreaterThanOrEqual(-4);
      expect(ours.high).toBeLessThanOrEqual(4);
      expect(ours.low).toBeLessThan(ours.high);
      expect(ours.p).toBeGreaterThan(0);
      expect(ours.p).toBeLessThanOrEqual(1);
    }),
  );
});

test("where we and the winner are alike, chance makes a finding of it no oftener than it may", () => {
  // Every way six customers can differ by −1, 0 or 1, each as likely as its opposite.
  const all = Array.from({ length: 3 ** 6 }, (_, number) =>
    Array.from({ length: 6 }, (__, place) => (Math.floor(number / 3 ** place) % 3) - 1),
  );
  const found = all.filter((differences) => {
    const told = pairedDifference(
      differences.map((difference) => ({ one: 3 + difference, other: 3 })),
      scale,
    );
    return told.kind === "interval" && told.p <= 0.05;
  });
  expect(found.length).toBeGreaterThan(0);
  expect(found.length / all.length).toBeLessThanOrEqual(0.05);
});
