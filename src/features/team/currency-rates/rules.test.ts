import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, daysBetween } from "../../../platform/dates.ts";
import { minorUnitsReader, rateReader } from "./rules.ts";

const rates = [
  { currency: "USD", fromOn: "2026-01-01", rate: 0.9 },
  { currency: "USD", fromOn: "2026-03-01", rate: 0.8 },
  { currency: "JPY", fromOn: "2026-01-01", rate: 0.006 },
];

test("a rate holds from its day until the next one, for a year at most", () => {
  const rateOn = rateReader("EUR", rates);
  expect(rateOn("USD", "2026-01-01")).toBe(0.9);
  expect(rateOn("USD", "2026-02-28")).toBe(0.9);
  expect(rateOn("USD", "2026-03-01")).toBe(0.8);
  expect(rateOn("USD", "2027-03-02")).toBe(0.8);
  expect(rateOn("USD", "2027-03-03")).toBeNull();
});

test("a rate nobody has told is unknown, and never one", () => {
  const rateOn = rateReader("EUR", rates);
  expect(rateOn("USD", "2025-12-31")).toBeNull();
  expect(rateOn("GBP", "2026-01-01")).toBeNull();
  expect(rateReader("EUR", [])("USD", "2026-01-01")).toBeNull();
  expect(rateOn("EUR", "1999-01-01")).toBe(1);
});

test("minor units are told of each currency's own kind: a yen has no hundredths", () => {
  const worth = minorUnitsReader("EUR", rateReader("EUR", rates));
  // ¥10,000 at 0.006 are €60.00.
  expect(10_000 * (worth("JPY", "2026-01-02") ?? 0)).toBeCloseTo(6_000, 6);
  expect(10_000 * (worth("USD", "2026-01-02") ?? 0)).toBeCloseTo(9_000, 6);
  expect(worth("GBP", "2026-01-02")).toBeNull();
});

test("over any rates it is the latest told by that day, if within a year", () => {
  const dayIn = fc.integer({ min: 0, max: 1500 }).map((days) => addDays("2023-01-01", days));
  const told = fc.record({
    currency: fc.constantFrom("USD", "GBP"),
    fromOn: dayIn,
    rate: fc.double({ min: 0.1, max: 9, noNaN: true }),
  });
  const key = ({ currency, fromOn }: { currency: string; fromOn: string }) => `${currency} ${fromOn}`;
  fc.assert(
    fc.property(fc.uniqueArray(told, { maxLength: 12, selector: key }), dayIn, (all, on) => {
      let latest: { fromOn: string; rate: number } | undefined;
      for (const rate of all) {
        if (rate.currency !== "USD" || rate.fromOn > on) continue;
        if (latest === undefined || rate.fromOn > latest.fromOn) latest = rate;
      }
      const wanted = latest && daysBetween(latest.fromOn, on) <= 366 ? latest.rate : null;
      expect(rateReader("EUR", all)("USD", on)).toBe(wanted);
    }),
  );
});
