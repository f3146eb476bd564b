import { expect, test } from "vitest";
import { backWords, breatherWords } from "./breather-words.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-27T12:00:00Z") };

test("a return is said as one agrees on it", () => {
  const said = (length: Parameters<typeof breatherWords>[0]["length"], backAt: string) =>
    breatherWords({ length, backAt, timeZone: "Europe/Berlin" }, reader);
  expect(said("20-minutes", "2026-11-27T12:20:00Z")).toBe("20 minutes");
  expect(said("this-afternoon", "2026-11-27T14:00:00Z")).toBe("This afternoon, 15:00");
  expect(said("next-morning", "2026-11-28T08:00:00Z")).toBe("Tomorrow morning, 9:00");
  expect(said("next-morning", "2026-11-30T08:00:00Z")).toBe("Monday morning, 9:00");
});

test("and when somebody is back", () => {
  expect(backWords({ backAt: "2026-11-27T12:20:00Z", timeZone: "Europe/Berlin" }, reader)).toBe("at 13:20");
  expect(backWords({ backAt: "2026-11-28T08:00:00Z", timeZone: "Europe/Berlin" }, reader)).toBe("tomorrow at 9:00");
  expect(backWords({ backAt: "2026-11-30T08:00:00Z", timeZone: "Europe/Berlin" }, reader)).toBe("on Monday at 9:00");
  // On the clock of whoever took it, wherever the team is.
  expect(backWords({ backAt: "2026-11-27T14:00:00Z", timeZone: "America/New_York" }, reader)).toBe("at 9:00");
});
