import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day, daysBetween } from "../../../platform/dates.ts";
import {
  addWorkingDays,
  isWorkingDay,
  mondayToFriday,
  nextWorkingDay,
  type WorkingCalendar,
  workingDayFrom,
} from "./rules.ts";

/** Christmas 2026: Thursday the 24th to Saturday the 26th. */
const christmas: WorkingCalendar = {
  ...mondayToFriday,
  holidays: new Set(["2026-12-24", "2026-12-25", "2026-12-26"]),
};

describe("the days a team works", () => {
  test("from Friday on to Monday, over a weekend", () => {
    expect(nextWorkingDay("2026-11-20", mondayToFriday)).toBe("2026-11-23");
    expect(nextWorkingDay("2026-11-21", mondayToFriday)).toBe("2026-11-23");
    expect(nextWorkingDay("2026-11-22", mondayToFriday)).toBe("2026-11-23");
  });

  test("over Christmas to the Monday after it", () => {
    expect(isWorkingDay("2026-12-24", christmas)).toBe(false);
    expect(nextWorkingDay("2026-12-23", christmas)).toBe("2026-12-28");
    expect(addWorkingDays("2026-12-22", 2, christmas)).toBe("2026-12-28");
  });

  test("a working day stays; a day off moves on to the next that is worked", () => {
    expect(workingDayFrom("2026-12-23", christmas)).toBe("2026-12-23");
    expect(workingDayFrom("2026-12-24", christmas)).toBe("2026-12-28");
    expect(addWorkingDays("2026-12-24", 0, christmas)).toBe("2026-12-28");
  });

  test("Sunday to Thursday is a week too", () => {
    const gulf: WorkingCalendar = { weekdays: new Set([7, 1, 2, 3, 4]), holidays: new Set() };
    expect(nextWorkingDay("2026-11-19", gulf)).toBe("2026-11-22");
  });

  test("a team that never works is a mistake, not an endless search", () => {
    expect(() => workingDayFrom("2026-11-20", { weekdays: new Set(), holidays: new Set() })).toThrow(RangeError);
  });
});

describe("whatever the weekdays and holidays", () => {
  const day: fc.Arbitrary<Day> = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays("2000-01-01", days));
  const near = fc.tuple(day, fc.integer({ min: 1, max: 40 })).chain(([start, length]) =>
    fc.record({
      start: fc.constant(start),
      calendar: fc.record({
        weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => new Set(days)),
        // Some of them one after the other, so that whole weeks are off.
        holidays: fc
          .uniqueArray(fc.integer({ min: -2, max: 60 }))
          .map((days) => new Set([...days, ...Array(length).keys()].map((later) => addDays(start, later)))),
      }),
    }),
  );

  test("the next working day is worked, lies ahead, and none between is worked", () => {
    fc.assert(
      fc.property(near, ({ start, calendar }) => {
        const next = nextWorkingDay(start, calendar);
        expect(isWorkingDay(next, calendar)).toBe(true);
        expect(next > start).toBe(true);
        for (let between = addDays(start, 1); between < next; between = addDays(between, 1))
          expect(isWorkingDay(between, calendar)).toBe(false);
      }),
    );
  });

  test("adding working days passes exactly so many of them, in one go or in two", () => {
    const few = fc.integer({ min: 1, max: 15 });
    fc.assert(
      fc.property(near, few, few, ({ start, calendar }, one, other) => {
        const end = addWorkingDays(start, one, calendar);
        const passed = Array.from({ length: daysBetween(start, end) }, (_, after) => addDays(start, after + 1));
        expect(passed.filter((each) => isWorkingDay(each, calendar))).toHaveLength(one);
        expect(addWorkingDays(end, other, calendar)).toBe(addWorkingDays(start, one + other, calendar));
      }),
    );
  });

  test("another holiday never brings a day nearer", () => {
    fc.assert(
      fc.property(near, day, ({ start, calendar }, off) => {
        const more = { ...calendar, holidays: new Set([...calendar.holidays, off]) };
        expect(nextWorkingDay(start, more) >= nextWorkingDay(start, calendar)).toBe(true);
        expect(workingDayFrom(start, more) >= workingDayFrom(start, calendar)).toBe(true);
      }),
    );
  });
});
