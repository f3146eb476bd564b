import fc from "fast-check";
import { expect, test } from "vitest";
import { fishersExact } from "./fishers-exact.ts";
import reference from "./reference/fishers-exact.json" with { type: "json" };

const p = (count1: number, of1: number, count2: number, of2: number) => {
  const ours = fishersExact({ count: count1, of: of1 }, { count: count2, of: of2 });
  if (ours.kind !== "p-value") throw new Error("a p-value was expected");
  return ours.p;
};

test("agrees with R's fisher.test, for a handful of deals and for millions", () => {
  for (const { count1, of1, count2, of2, p: right } of reference) {
    const ours = p(count1, of1, count2, of2);
    expect(Math.abs(ours - right) / right, `${count1}/${of1} ${count2}/${of2}: ${ours}, ${right}`).toBeLessThan(1e-8);
  }
});

test("an empty group says nothing; all won, or all lost, is no difference", () => {
  expect(fishersExact({ count: 0, of: 0 }, { count: 3, of: 5 })).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
  expect(p(5, 5, 7, 7)).toBe(1);
  expect(p(0, 5, 0, 7)).toBe(1);
});

test("so far out that no double holds it, it is 0 and still quick", () => {
  expect(p(0, 1_000_000, 1_000_000, 1_000_000)).toBe(0);
});

test("is the same with groups exchanged, and with wins and losses exchanged", () => {
  const share = fc.tuple(fc.nat(60), fc.nat(60)).filter(([won, lost]) => won + lost > 0);
  fc.assert(
    fc.property(share, share, ([won1, lost1], [won2, lost2]) => {
      const ours = p(won1, won1 + lost1, won2, won2 + lost2);
      expect(ours).toBeGreaterThan(0);
      expect(ours).toBeLessThanOrEqual(1);
      expect(p(won2, won2 + lost2, won1, won1 + lost1) / ours).toBeCloseTo(1, 10);
      expect(p(lost1, won1 + lost1, lost2, won2 + lost2) / ours).toBeCloseTo(1, 10);
    }),
  );
});
