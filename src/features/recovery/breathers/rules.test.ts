import { describe, expect, test } from "vitest";
import { addDays, type Day, dayOf } from "../../../platform/dates.ts";
import { breatherChoices, isRunning } from "./rules.ts";

const weekdays = (day: Day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const inZone =
  (timeZone: string, isWorkingDay = weekdays) =>
  (at: string) =>
    Object.fromEntries(
      breatherChoices(Date.parse(at), { timeZone, isWorkingDay }).map(({ length, backAt }) => [
        length,
        new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(backAt),
      ]),
    );
const inBerlin = inZone("Europe/Berlin");

describe("a return that fits into the working day", () => {
  test("on a Monday morning everything can be agreed", () => {
    expect(inBerlin("2026-11-23T09:30:00+01:00")).toEqual({
      "20-minutes": "2026-11-23 09:50",
      "an-hour": "2026-11-23 10:30",
      "this-afternoon": "2026-11-23 14:00",
      "next-morning": "2026-11-24 09:00",
    });
  });

  test("the afternoon is offered while it is further away than an hour", () => {
    expect(inBerlin("2026-11-23T12:59:00+01:00")).toHaveProperty("this-afternoon");
    expect(inBerlin("2026-11-23T13:00:00+01:00")).not.toHaveProperty("this-afternoon");
  });

  test("nobody is asked to be back after work", () => {
    expect(Object.keys(inBerlin("2026-11-23T17:30:00+01:00"))).toEqual(["20-minutes", "next-morning"]);
    expect(Object.keys(inBerlin("2026-11-23T17:50:00+01:00"))).toEqual(["next-morning"]);
  });

  test("whoever is up in the evening may take a short one all the same", () => {
    expect(inBerlin("2026-11-23T21:00:00+01:00")).toEqual({
      "20-minutes": "2026-11-23 21:20",
      "an-hour": "2026-11-23 22:00",
      "next-morning": "2026-11-24 09:00",
    });
  });

  test("on a Friday the next morning is Monday's, and after a holiday the one behind it", () => {
    expect(inBerlin("2026-11-27T15:00:00+01:00")["next-morning"]).toBe("2026-11-30 09:00");
    const withHoliday = inZone("Europe/Berlin", (day) => weekdays(day) && day !== "2026-11-30");
    expect(withHoliday("2026-11-27T15:00:00+01:00")["next-morning"]).toBe("2026-12-01 09:00");
  });

  test("before work the next morning is today's", () => {
    expect(inBerlin("2026-11-24T06:30:00+01:00")["next-morning"]).toBe("2026-11-24 09:00");
    expect(inBerlin("2026-11-24T08:50:00+01:00")["next-morning"]).toBe("2026-11-25 09:00");
  });
});

describe("the person's own clock", () => {
  test("is followed over the night in which clocks are changed", () => {
    // Germany: 25 October 2026, back by an hour; 29 March 2026, forward. Both Sundays; here they are worked.
    const everyDay = inZone("Europe/Berlin", () => true);
    expect(everyDay("2026-10-24T17:55:00+02:00")["next-morning"]).toBe("2026-10-25 09:00");
    expect(everyDay("2026-03-28T17:55:00+01:00")["next-morning"]).toBe("2026-03-29 09:00");
    // Cairo changes at midnight, Lord Howe Island by half an hour.
    expect(inZone("Africa/Cairo", () => true)("2026-04-23T17:55:00+02:00")["next-morning"]).toBe("2026-04-24 09:00");
    expect(inZone("Australia/Lord_Howe", () => true)("2026-10-03T17:55:00+10:30")["next-morning"]).toBe(
      "2026-10-04 09:00",
    );
  });

  test("decides what day it is", () => {
    const at = "2026-11-24T01:00:00Z";
    expect(dayOf(Date.parse(at), "America/New_York")).toBe("2026-11-23");
    expect(inZone("America/New_York")(at)["next-morning"]).toBe("2026-11-24 09:00");
    expect(inZone("Pacific/Auckland")(at)["this-afternoon"]).toBeUndefined();
  });

  test("a team that never works gets an answer, too", () => {
    const never = inZone("Europe/Berlin", () => false)("2026-11-23T12:00:00+01:00");
    expect(never["next-morning"]).toBe(`${addDays("2026-11-23", 1)} 09:00`);
  });
});

test("a breather is over at its return, or when somebody is back", () => {
  expect(isRunning({ backAt: 10, endedAt: null }, 9)).toBe(true);
  expect(isRunning({ backAt: 10, endedAt: null }, 10)).toBe(false);
  expect(isRunning({ backAt: 10, endedAt: 5 }, 6)).toBe(false);
});
