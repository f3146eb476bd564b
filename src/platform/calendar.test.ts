import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarOf, dayOfNumber, numberOfDay } from "./calendar.ts";
import { addDays, dayMs, dayOf, daysBetween, startOfDay } from "./dates.ts";

// Clocks that change at midnight, half and quarter hours, a day left out (Apia, 30 December 2011), a fall back to the
// day before (São Paulo), and the ends of the earth.
const zones = fc.constantFrom(
  ...["UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Beirut", "Asia/Kolkata"],
  ...["Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham", "Etc/GMT+12", "Atlantic/Azores"],
);
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2099, 11, 31) }),
  fc.integer({ min: Date.UTC(2011, 11, 28), max: Date.UTC(2012, 0, 2) }),
  fc.integer({ min: 0, max: 40 * 365 }).map((day) => Date.UTC(1990, 0, 1) + day * dayMs),
);

describe("a calendar remembers what the clock's rules say", () => {
  test("of the day of an instant", () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: -1, max: 1 }), (zone, instant, beside) => {
        const at = instant + beside;
        expect(calendarOf(zone).dayAt(at)).toBe(dayOf(at, zone));
        expect(calendarOf(zone).dayNumberAt(at)).toBe(numberOfDay(dayOf(at, zone)));
      }),
      { numRuns: 3000 },
    );
  });

  test("of the first instant of a day", () => {
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const day = dayOf(at, zone);
        expect(calendarOf(zone).beginOf(numberOfDay(day))).toBe(startOfDay(day, zone));
      }),
    );
  });
});

test("days are counted so that two of them lie their difference apart", () => {
  fc.assert(
    fc.property(instants, instants, (one, other) => {
      const [from, to] = [dayOf(one, "UTC"), dayOf(other, "UTC")];
      expect(numberOfDay(to) - numberOfDay(from)).toBe(daysBetween(from, to));
      expect(dayOfNumber(numberOfDay(from) + 7)).toBe(addDays(from, 7));
    }),
  );
});
