import fc from "fast-check";
import { expect, test } from "vitest";
import { type Chance, chanceOfAtLeast, chanceQuantile, noChance, sumOfChances, withChance } from "./chance-sum.ts";
import reference from "./reference/chance-sum.json" with { type: "json" };

const deal = (value: number, probability: number): Chance => ({ values: [value], probabilities: [probability] });

test("agrees with R: every outcome counted out, and pbinom where all deals are alike", () => {
  expect(reference).toHaveLength(8);
  for (const { values, probabilities, at, tail, quantiles } of reference) {
    const sum = sumOfChances(values.map((value, index) => deal(value, probabilities[index] ?? 0)));
    at.forEach((value, index) => {
      expect(chanceOfAtLeast(sum, value)).toBeCloseTo(tail[index] ?? 9, 12);
    });
    expect([0.1, 0.5, 0.9].map((p) => chanceQuantile(sum, p))).toEqual(quantiles);
  }
});

test("the docstring's example, and nothing from nothing", () => {
  const { unit, probabilities } = sumOfChances([deal(300, 0.5), deal(200, 0.4)]);
  expect(unit).toBe(100);
  expect([...probabilities].map((share) => Math.round(share * 1000) / 1000)).toEqual([0.3, 0, 0.2, 0.3, 0, 0.2]);
  const none = sumOfChances([]);
  expect([chanceOfAtLeast(none, 0), chanceOfAtLeast(none, 1), chanceQuantile(none, 0.9)]).toEqual([1, 0, 0]);
  expect(() => sumOfChances([deal(5, 1.2)])).toThrow(RangeError);
  expect(() => sumOfChances([{ values: [1, 2], probabilities: [0.7, 0.6] }])).toThrow(RangeError);
});

const deals = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.double({ min: 0, max: 1, noNaN: true })), {
  maxLength: 30,
});

test("on any grid the mean stays exact, and the probabilities are one together", () => {
  fc.assert(
    fc.property(deals, (rows) => {
      const chances = rows.map(([value, probability]) => deal(value, probability));
      const [fine, coarse] = [sumOfChances(chances, { cells: 8192 }), sumOfChances(chances, { cells: 1024 })];
      const mean = rows.reduce((sum, [value, probability]) => sum + value * probability, 0);
      for (const { unit, probabilities } of [fine, coarse]) {
        const [total, ours] = probabilities.reduce(
          ([all, sum], share, place) => [all + share, sum + share * place * unit],
          [0, 0],
        );
        expect(total).toBeCloseTo(1, 9);
        expect(Math.abs(ours - mean)).toBeLessThanOrEqual(1e-6 * (1 + mean));
      }
    }),
  );
});

test("the mean stays exact where hardly anything but the most is likely", () => {
  // Found by the property above: what lay a step beyond the most was kept below it.
  const chances = [deal(2, 0.004095480336559376), deal(4050, 0.9999997690754625)];
  const { unit, probabilities } = sumOfChances(chances, { cells: 1024 });
  const mean = probabilities.reduce((sum, share, place) => sum + share * place * unit, 0);
  expect(mean).toBeCloseTo(2 * 0.004095480336559376 + 4050 * 0.9999997690754625, 9);
});

test("what lies beyond the last place is kept in it", () => {
  let sum = noChance(10, 4);
  for (let n = 0; n < 5; n++) sum = withChance(sum, { values: [10, 25], probabilities: [0.5, 0.5] });
  expect(chanceOfAtLeast(sum, 30)).toBeCloseTo(1, 12);
});
