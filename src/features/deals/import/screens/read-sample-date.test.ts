import { describe, expect, test } from "vitest";
import { readSampleDate } from "./read-sample-date.ts";

describe("a date that fits both orders, as each order reads it", () => {
  test.each([
    ["03/04/2026", "day-first", "2026-04-03"],
    ["03/04/2026", "month-first", "2026-03-04"],
    ["3.4.26", "day-first", "2026-04-03"],
    ["03-04-2026 10:15", "month-first", "2026-03-04"],
  ] as const)("%s read %s is %s", (sample, order, day) => {
    expect(readSampleDate(sample, order)).toBe(day);
  });

  test("what cannot be a day in an order is not read in it", () => {
    expect(readSampleDate("31/04/2026", "day-first")).toBeNull();
    expect(readSampleDate("12/31/2026", "day-first")).toBeNull();
    expect(readSampleDate("April 2026", "day-first")).toBeNull();
    expect(readSampleDate("2026-04-03", "month-first")).toBeNull();
  });
});
