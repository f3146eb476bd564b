import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findingOf } from "../screens/tell-outcomes.ts";
import { type ClosedDeal, compareOutcomes } from "./rules.ts";

const deals = (withIt: boolean, won: number, lost: number): ClosedDeal[] => [
  ...Array.from({ length: won }, () => ({ won: true, withIt })),
  ...Array.from({ length: lost }, () => ({ won: false, withIt })),
];

test("the worked case: 13 of 20 with it, 18 of 50 without, as R has it", () => {
  const told = compareOutcomes([...deals(true, 13, 7), ...deals(false, 18, 32)]);
  expect(told).toMatchObject({ withIt: { won: 13, deals: 20 }, without: { won: 18, deals: 50 } });
  const { difference } = told;
  if (difference.kind !== "interval") throw new Error("a difference was expected");
  // R 4.2: prop.test(13, 20, correct = FALSE) and prop.test(18, 50, correct = FALSE) give the limits of each; the
  // difference from them by Newcombe's method 10, worked in R.
  expect(difference.estimate).toBeCloseTo(0.29, 10);
  expect(difference.low).toBeCloseTo(0.03239680422, 10);
  expect(difference.high).toBeCloseTo(0.49631317513, 10);
  expect(findingOf(told)).toBe("Deals with it were won 29 points more often");
  const page = readFileSync(new URL("../../../../docs/methods/practice-outcomes.md", import.meta.url), "utf8");
  for (const said of ["13 of 20", "18 of 50", "29 points", "3.2", "49.6"]) expect(page).toContain(said);
});

test("of few deals on either side nothing is said; an interval that holds zero is no finding", () => {
  const few = compareOutcomes([...deals(true, 9, 0), ...deals(false, 18, 32)]);
  expect(few.difference).toEqual({ kind: "too-few", outOf: 9, needed: 10 });
  expect(findingOf(few)).toMatch(/^Too few/);
  expect(findingOf(compareOutcomes([...deals(true, 5, 6), ...deals(false, 5, 8)]))).toMatch(/^No clear difference/);
  expect(compareOutcomes([])).toMatchObject({ withIt: { won: 0, deals: 0 }, difference: { outOf: 0 } });
});

test("every deal is in one of the two groups, and which has nothing to do with how it ended", () => {
  const some = fc.array(fc.record({ won: fc.boolean(), withIt: fc.boolean() }), { maxLength: 80 });
  fc.assert(
    fc.property(some, (closed) => {
      const { withIt, without } = compareOutcomes(closed);
      expect(withIt.deals + without.deals).toBe(closed.length);
      const turned = compareOutcomes(closed.map(({ won, ...deal }) => ({ ...deal, won: !won })));
      expect(turned.withIt.deals).toBe(withIt.deals);
      expect(turned.withIt.won).toBe(withIt.deals - withIt.won);
    }),
  );
});
