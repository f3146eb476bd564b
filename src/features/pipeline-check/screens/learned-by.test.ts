import { expect, test } from "vitest";
import { instantOnDay } from "./learned-by.ts";

const now = new Date("2026-11-22T23:30:00Z");

test("a repair done today was done now; where it is tomorrow already, today is that day", () => {
  const before = Date.now();
  const at = Date.parse(instantOnDay("2026-11-23", { now, timeZone: "Europe/Berlin" }));
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now());
});

test("an earlier day is its noon there, also on the day the clocks change", () => {
  expect(instantOnDay("2026-11-20", { now, timeZone: "Europe/Berlin" })).toBe("2026-11-20T11:00:00.000Z");
  expect(instantOnDay("2026-11-20", { now, timeZone: "Pacific/Auckland" })).toBe("2026-11-19T23:00:00.000Z");
  expect(instantOnDay("2026-10-25", { now, timeZone: "Europe/Berlin" }).slice(0, 10)).toBe("2026-10-25");
});
