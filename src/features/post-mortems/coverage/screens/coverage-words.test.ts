import { expect, it } from "vitest";
import { titleOf, waitWords } from "./coverage-words.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-22T08:00:00Z") };

it("says the finding with counts", () => {
  expect(titleOf({ major: 22, talked: 14 }, reader)).toBe("We heard the customer of 14 of 22 major losses.");
  expect(titleOf({ major: 6, talked: 6 }, reader)).toBe("All 6 customers of major losses were heard.");
  expect(titleOf({ major: 0, talked: 0 }, reader)).toBe("No loss was major in this time.");
});

it("says how soon as honestly as it is known", () => {
  const known = { kind: "known" as const, of: 20, medianDays: 11.6, lowDays: 7, highDays: 19 };
  expect(waitWords({ wait: known, waiting: 0 }, reader)).toBe(
    "Half of the customers were heard within 12 days of the loss (likely between 7 and 19 days).",
  );
  expect(waitWords({ wait: { ...known, highDays: null }, waiting: 3 }, reader)).toBe(
    "Half of the customers were heard within 12 days of the loss (likely 7 days or more). 3 customers who still wait count as waiting.",
  );
  expect(waitWords({ wait: { ...known, medianDays: null }, waiting: 9 }, reader)).toMatch(/^Fewer than half/);
  expect(waitWords({ wait: { kind: "too-few", outOf: 2, needed: 5 }, waiting: 1 }, reader)).toBe(
    "How soon, is told from 5 major losses on; there are 2.",
  );
});
