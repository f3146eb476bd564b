import { expect, it } from "vitest";
import { clockOf, instantOf, sinceLossWords } from "./conversation-words.ts";

it("says when a conversation begins by the wall clock, also where clocks change", () => {
  expect(instantOf("2026-11-25", "14:30", "Europe/Berlin")).toBe("2026-11-25T13:30:00.000Z");
  expect(instantOf("2026-03-29", "09:00", "Europe/Berlin")).toBe("2026-03-29T07:00:00.000Z");
  expect(clockOf("2026-11-25T13:30:00.000Z", "Europe/Berlin")).toBe("14:30");
  expect(instantOf(null, "14:30", "Europe/Berlin")).toBeNull();
  expect(instantOf("2026-11-25", "", "Europe/Berlin")).toBeNull();
});

it("counts the days since a loss as the calendar does", () => {
  const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-22T08:00:00Z") };
  expect(sinceLossWords({ closedAt: "2026-11-21T22:30:00Z" }, reader)).toBe("1 day since the loss");
  expect(sinceLossWords({ closedAt: "2026-11-21T23:30:00Z" }, reader)).toBe("Lost today");
  expect(sinceLossWords({ closedAt: "2026-11-10T12:00:00Z" }, reader)).toBe("12 days since the loss");
});
