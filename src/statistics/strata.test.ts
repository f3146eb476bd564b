import fc from "fast-check";
import { expect, test } from "vitest";
import { commonOddsRatio } from "./common-odds-ratio.ts";
import { mantelHaenszelDifference } from "./mantel-haenszel-difference.ts";
import { mantelHaenszelTest } from "./mantel-haenszel-test.ts";
import reference from "./reference/strata.json" with { type: "json" };
import type { Stratum } from "./strata.ts";

const stratum = ([count1 = 0, of1 = 0, count2 = 0, of2 = 0]: readonly number[]): Stratum => ({
  exposed: { count: count1, of: of1 },
  others: { count: count2, of: of2 },
});
const same = (ours: number, right: number) => Math.abs(ours - right) <= 1e-9 * Math.abs(right) + 1e-14;

test("the test agrees with R's mantelhaen.test without correction", () => {
  for (const { strata, p } of reference) {
    const ours = mantelHaenszelTest(strata.map(stratum));
    expect(ours.kind === "p-value" && same(ours.p, p), `${JSON.stringify(ours)} ${p}`).toBe(true);
  }
});

test("the common odds ratio and its interval agree with R's mantelhaen.test", () => {
  for (const { strata, odds } of reference) {
    const ours = commonOddsRatio(strata.map(stratum));
    if (odds.length === 0) expect(ours.kind).not.toBe("interval");
    else {
      if (ours.kind !== "interval") throw new Error("an interval was expected");
      [ours.estimate, ours.low, ours.high].forEach((value, index) => {
        expect(same(value, odds[index] ?? 0), `${value} ${odds[index]}`).toBe(true);
      });
    }
  }
});

test("the pooled difference agrees with Sato's formula worked in R", () => {
  for (const { strata, difference, low, high, standardError, noneP } of reference) {
    const ours = mantelHaenszelDifference(strata.map(stratum));
    if (ours.kind !== "interval") throw new Error("a difference was expected");
    expect(ours.estimate).toBeCloseTo(difference, 12);
    expect(ours.low).toBeCloseTo(low, 9);
    expect(ours.high).toBeCloseTo(high, 9);
    expect(ours.standardError).toBeCloseTo(standardError, 9);
    expect(same(ours.p, noneP), `${ours.p} ${noneP}`).toBe(true);
  }
});

test("the docstrings' example: 3 of 20 with it, 12 of 30 without", () => {
  const one = [stratum([3, 20, 12, 30])];
  expect(mantelHaenszelTest(one)).toMatchObject({ p: expect.closeTo(0.0614, 4) });
  expect(commonOddsRatio(one)).toMatchObject({ estimate: expect.closeTo(0.2647, 4), low: expect.closeTo(0.063, 3) });
  expect(mantelHaenszelDifference(one)).toMatchObject({
    estimate: expect.closeTo(-0.25, 12),
    low: expect.closeTo(-0.4594, 4),
  });
});

test("nothing to compare, and nothing but wins", () => {
  for (const method of [mantelHaenszelTest, commonOddsRatio, mantelHaenszelDifference]) {
    expect(method([])).toEqual({ kind: "too-few", outOf: 0, needed: 2 });
    expect(method([stratum([0, 0, 3, 9]), stratum([2, 4, 0, 0])])).toEqual({ kind: "too-few", outOf: 0, needed: 2 });
    expect(method([stratum([4, 4, 9, 9]), stratum([0, 2, 0, 5])])).toEqual({ kind: "no-variation" });
    expect(() => method([stratum([5, 4, 9, 9])])).toThrow(RangeError);
  }
});

test("perfect separation has a p-value and an interval, and no odds ratio", () => {
  const separated = [stratum([0, 20, 30, 30])];
  expect(commonOddsRatio(separated)).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
  expect(mantelHaenszelDifference(separated)).toMatchObject({ estimate: -1, low: -1, high: expect.closeTo(-0.84, 2) });
});

test("exchanging the sides turns the sign; empty and one-sided strata change nothing", () => {
  const counts = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40));
  fc.assert(
    fc.property(fc.array(counts, { minLength: 1, maxLength: 6 }), (tables) => {
      const strata = tables.map(([a, b, c, d]) => stratum([a, a + b, c, c + d]));
      const ours = mantelHaenszelDifference(strata);
      if (ours.kind !== "interval") return;
      const turned = mantelHaenszelDifference(
        strata.map(({ exposed, others }) => ({ exposed: others, others: exposed })),
      );
      expect(turned).toMatchObject({
        estimate: expect.closeTo(-ours.estimate, 12),
        low: expect.closeTo(-ours.high, 9),
      });
      expect(mantelHaenszelDifference([...strata, stratum([0, 0, 3, 9]), stratum([0, 0, 0, 0])])).toEqual(ours);
      expect([-1 <= ours.low, ours.low <= ours.estimate, ours.estimate <= ours.high, ours.high <= 1]).not.toContain(
        false,
      );
      if (Math.abs(ours.p - 0.05) > 1e-9) expect(ours.low > 0 || ours.high < 0).toBe(ours.p < 0.05);
      const odds = commonOddsRatio(strata);
      if (odds.kind === "interval" && Math.abs(ours.estimate) > 1e-9)
        expect(Math.sign(Math.log(odds.estimate))).toBe(Math.sign(ours.estimate));
    }),
  );
});

test("from 30 deals a side, intervals of 95 in 100 hold the truth in 94.5 to 96.5 of 100 teams", () => {
  let seed = 5;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    return (seed >>> 0) / 2 ** 32;
  };
  const teams = 3000;
  for (const [bands, with_, without] of [
    [1, 0.3, 0.5],
    [6, 0.4, 0.4],
    [4, 0.1, 0.3],
  ] as const) {
    let held = 0;
    for (let team = 0; team < teams; team += 1) {
      const tables = Array.from({ length: bands }, () => [0, 0, 0, 0]);
      for (let deal = 0; deal < 60; deal += 1) {
        const side = deal % 2;
        const table = tables[Math.floor(random() * bands)] ?? [];
        table[2 * side + 1] = (table[2 * side + 1] ?? 0) + 1;
        if (random() < (side ? without : with_)) table[2 * side] = (table[2 * side] ?? 0) + 1;
      }
      const ours = mantelHaenszelDifference(tables.map(stratum));
      if (ours.kind === "interval" && ours.low <= with_ - without && with_ - without <= ours.high) held += 1;
    }
    expect(held / teams).toBeGreaterThan(0.945 - 0.004);
    expect(held / teams).toBeLessThan(0.965 + 0.004);
  }
}, 60_000);
