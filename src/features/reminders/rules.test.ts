import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayOf } from "../../platform/dates.ts";
import { mondayToFriday, weekdayOf } from "../team/working-calendar/rules.ts";
import { coveredUntil, instantAt, isDigestDay, isDigestDue, isMorning, nextMorning, type Wish } from "./rules.ts";

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString().replace(":00.000Z", "Z");
const wish = (part: Partial<Wish> = {}): Wish => ({ digest: "weekly", weekday: 1, hour: 8, reminders: true, ...part });
const everyDay = { weekdays: new Set([1, 2, 3, 4, 5, 6, 7]), holidays: new Set<string>() };

describe("an hour of somebody's day", () => {
  // Offsets and changes as in the IANA time zone database.
  test.each([
    ["Europe/Berlin", "2026-03-28", 8, "2026-03-28T07:00Z"],
    ["Europe/Berlin", "2026-03-29", 8, "2026-03-29T06:00Z"],
    ["America/New_York", "2026-03-08", 8, "2026-03-08T12:00Z"],
    ["America/New_York", "2026-11-01", 8, "2026-11-01T13:00Z"],
    ["Asia/Kathmandu", "2026-11-23", 8, "2026-11-23T02:15Z"],
    ["Australia/Lord_Howe", "2026-04-05", 8, "2026-04-04T21:30Z"],
    ["Australia/Lord_Howe", "2026-10-04", 8, "2026-10-03T21:00Z"],
    ["Pacific/Kiritimati", "2026-11-23", 0, "2026-11-22T10:00Z"],
    ["Pacific/Pago_Pago", "2026-11-23", 23, "2026-11-24T10:00Z"],
  ])("in %s on %s at %i is %s", (timeZone, day, hour, wanted) => {
    expect(iso(instantAt(day, hour, timeZone))).toBe(wanted);
  });

  test("an hour that clocks skip is the first instant after the gap", () => {
    expect(iso(instantAt("2026-03-29", 2, "Europe/Berlin"))).toBe("2026-03-29T01:00Z");
    expect(iso(instantAt("2026-03-08", 2, "America/New_York"))).toBe("2026-03-08T07:00Z");
    // Half an hour only: at 2:00 the clock shows 2:30.
    expect(iso(instantAt("2026-10-04", 2, "Australia/Lord_Howe"))).toBe("2026-10-03T15:30Z");
  });

  test("an hour that comes twice is its first", () => {
    expect(iso(instantAt("2026-10-25", 2, "Europe/Berlin"))).toBe("2026-10-25T00:00Z");
    expect(iso(instantAt("2026-11-01", 1, "America/New_York"))).toBe("2026-11-01T05:00Z");
    expect(iso(instantAt("2026-04-05", 1, "Australia/Lord_Howe"))).toBe("2026-04-04T14:00Z");
  });

  test("one morning a day, whatever the clocks do", () => {
    const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe");
    const instants = fc.integer({ min: at("2025-01-01T00:00:00Z"), max: at("2028-01-01T00:00:00Z") });
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 23 }), instants, (timeZone, hour, from) => {
        const place = { timeZone, calendar: everyDay };
        let before = from;
        for (let turn = 0; turn < 4; turn += 1) {
          const morning = nextMorning(before, { hour }, place);
          expect(morning).toBeGreaterThan(before);
          if (turn > 0) expect(dayOf(morning, timeZone)).toBe(addDays(dayOf(before, timeZone), 1));
          before = morning;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("mornings and digests on working days", () => {
  const berlin = { timeZone: "Europe/Berlin", calendar: mondayToFriday };
  // A Friday.
  const friday = at("2026-11-20T07:00:00Z");

  test("after Friday's comes Monday's, and Tuesday's where Monday is a holiday", () => {
    expect(iso(nextMorning(friday, wish(), berlin))).toBe("2026-11-23T07:00Z");
    const holiday = { ...mondayToFriday, holidays: new Set(["2026-11-23"]) };
    expect(iso(nextMorning(friday, wish(), { ...berlin, calendar: holiday }))).toBe("2026-11-24T07:00Z");
    expect(isDigestDay("2026-11-24", wish(), holiday)).toBe(true);
    expect(isDigestDay("2026-11-24", wish(), mondayToFriday)).toBe(false);
    // A weekly one on Sundays is read when work begins.
    expect(isDigestDay("2026-11-23", wish({ weekday: 7 }), mondayToFriday)).toBe(true);
  });

  test("a late start makes up for the morning, but not at night and not on a Saturday", () => {
    expect(isMorning(at("2026-11-20T06:59:59Z"), wish(), berlin)).toBe(false);
    expect(isMorning(friday, wish(), berlin)).toBe(true);
    expect(isMorning(at("2026-11-20T14:00:00Z"), wish(), berlin)).toBe(true);
    expect(isMorning(at("2026-11-20T20:00:00Z"), wish(), berlin)).toBe(false);
    expect(isMorning(at("2026-11-21T08:00:00Z"), wish(), berlin)).toBe(false);
  });

  test("after a week's downtime one digest is due, and after it none", () => {
    const daily = wish({ digest: "daily" });
    const back = at("2026-11-20T09:00:00Z");
    expect(isDigestDue(at("2026-11-12T07:00:00Z"), back, daily, berlin)).toBe(true);
    expect(isDigestDue(back, back, daily, berlin)).toBe(false);
    expect(isDigestDue(back, at("2026-11-22T09:00:00Z"), daily, berlin)).toBe(false);
    expect(isDigestDue(back, at("2026-11-23T09:00:00Z"), daily, berlin)).toBe(true);
    // Weekly, missed on Monday: told on Friday, and again on Monday.
    expect(isDigestDue(at("2026-11-09T07:00:00Z"), back, wish(), berlin)).toBe(true);
    expect(isDigestDue(at("2026-11-16T07:00:00Z"), back, wish(), berlin)).toBe(false);
    expect(isDigestDue(at("2026-01-05T07:00:00Z"), back, wish({ digest: "off" }), berlin)).toBe(false);
  });

  test("a digest covers what is due until the next one", () => {
    expect(coveredUntil("2026-11-20", wish({ digest: "daily" }), mondayToFriday)).toBe("2026-11-22");
    expect(coveredUntil("2026-11-23", wish(), mondayToFriday)).toBe("2026-11-29");
    expect(coveredUntil("2026-11-23", wish({ digest: "off" }), mondayToFriday)).toBe("2026-11-23");
  });

  test("whatever the week looks like, there is exactly one weekly digest in it", () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 700 }), (weekdays, weekday, from) => {
        const calendar = { weekdays: new Set(weekdays), holidays: new Set<string>() };
        const start = addDays("2025-01-01", from);
        const week = Array.from({ length: 7 }, (_, place) => addDays(start, place));
        const found = week.filter((day) => isDigestDay(day, wish({ weekday }), calendar));
        expect(found).toHaveLength(1);
        expect(weekdays).toContain(weekdayOf(found[0] ?? ""));
      }),
      { numRuns: 200 },
    );
  });
});
