import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths } from "../../platform/dates.ts";
import { isWorkingDay, mondayToFriday, type WorkingCalendar } from "../team/working-calendar/rules.ts";
import { chosenDay, laterOn, proposeCheckUp as propose, type TermFacts } from "./rules.ts";

const pitched: TermFacts = {
  pitchedOn: "2026-10-01",
  closedOn: "2026-11-10",
  offeredTermMonths: 12,
  usualTermMonths: 24,
};
const today = "2026-11-22";
/** Terms are counted in days of the calendar; which of them are worked is asked where it matters. */
const everyDay: WorkingCalendar = { weekdays: new Set([1, 2, 3, 4, 5, 6, 7]), holidays: new Set() };
const proposeCheckUp = (facts: TermFacts, on: string, calendar = everyDay) => propose(facts, on, calendar);

describe("when to call a lost customer again", () => {
  test("twelve months offered: nine months after the pitch", () => {
    expect(proposeCheckUp(pitched, today)).toEqual({
      dueOn: "2027-07-01",
      basis: "offered-term",
      because: "Three quarters of the 12 months offered after the pitch on 1 October 2026.",
    });
  });

  test("without a pitch day the day of the close counts", () => {
    const { dueOn, because } = proposeCheckUp({ ...pitched, pitchedOn: null }, today);
    expect(dueOn).toBe("2027-08-10");
    expect(because).toContain("after the close on 10 November 2026");
  });

  test("without an offered term our usual one counts, and is named", () => {
    const proposed = proposeCheckUp({ ...pitched, offeredTermMonths: null }, today);
    expect(proposed).toMatchObject({ dueOn: "2028-04-01", basis: "usual-term" });
    expect(proposed.because).toContain("our usual term of 24 months");
  });

  test("a term that three quarters do not divide keeps its days: 10 months → 7 months and 15 days", () => {
    expect(proposeCheckUp({ ...pitched, offeredTermMonths: 10 }, today).dueOn).toBe("2027-05-16");
    expect(proposeCheckUp({ ...pitched, pitchedOn: "2026-11-20", offeredTermMonths: 1 }, today).dueOn).toBe(
      "2026-12-13",
    );
  });

  test("the 31st in a shorter month is its last day", () => {
    expect(proposeCheckUp({ ...pitched, pitchedOn: "2026-05-31" }, today).dueOn).toBe("2027-02-28");
  });

  test("a day that has passed while their term still runs means: call soon, on a weekday, and says so", () => {
    const proposed = proposeCheckUp({ ...pitched, pitchedOn: "2025-12-15" }, "2026-11-20", mondayToFriday);
    // 20 November 2026 is a Friday.
    expect(proposed.dueOn).toBe("2026-11-23");
    expect(proposed.because).toBe(
      "Three quarters of the 12 months offered after the pitch on 15 December 2025 was 15 September 2026, which has passed. Their term runs until 15 December 2026, so call soon.",
    );
  });

  test("a day off moves on to the next working day, and the proposal says so", () => {
    // 1 May 2027 is a Saturday, and the Monday after it is taken off for it.
    const calendar = { ...mondayToFriday, holidays: new Set(["2027-05-03"]) };
    expect(proposeCheckUp({ ...pitched, pitchedOn: "2026-08-01" }, today, calendar)).toMatchObject({
      dueOn: "2027-05-04",
      because:
        "Three quarters of the 12 months offered after the pitch on 1 August 2026, moved on to the next working day, 4 May 2027.",
    });
  });

  test("a loss of years ago is proposed for the same point of the term that runs now", () => {
    const proposed = proposeCheckUp({ ...pitched, pitchedOn: "2023-04-01" }, today);
    expect(proposed.dueOn).toBe("2027-01-01");
    expect(proposed.because).toContain("was 1 January 2024, which has passed");
    expect(proposed.because).toContain("If they renewed each time for as long");
  });

  test("always a working day to come, and never later than a term from now or from the pitch, days off left aside", () => {
    const day = fc
      .date({ min: new Date("1995-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const facts = fc.record({
      pitchedOn: fc.option(day),
      closedOn: day,
      offeredTermMonths: fc.option(fc.integer({ min: 1, max: 240 })),
      usualTermMonths: fc.integer({ min: 1, max: 120 }),
    });
    const calendars = fc.record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => new Set(days)),
      holidays: fc.uniqueArray(day).map((days) => new Set(days)),
    });
    fc.assert(
      fc.property(facts, day, calendars, (term, on, calendar) => {
        const proposed = proposeCheckUp(term, on, calendar);
        expect(isWorkingDay(proposed.dueOn, calendar)).toBe(true);
        expect(proposed.dueOn > on).toBe(true);
        const { dueOn } = proposeCheckUp(term, on);
        const start = term.pitchedOn ?? term.closedOn;
        const from = start > on ? start : on;
        expect(dueOn > on).toBe(true);
        expect(dueOn <= addMonths(from, term.offeredTermMonths ?? term.usualTermMonths)).toBe(true);
      }),
    );
  });
});

test("a chosen day that has passed becomes today", () => {
  expect(chosenDay("2026-11-01", today)).toBe(today);
  expect(chosenDay("2027-01-01", today)).toBe("2027-01-01");
});

test("later without a day is a quarter from now, and never today", () => {
  expect(laterOn(undefined, today, mondayToFriday)).toBe("2027-02-22");
  expect(laterOn(undefined, "2026-11-28", mondayToFriday)).toBe("2027-03-01");
  expect(laterOn("2026-11-22", today, mondayToFriday)).toBe("2026-11-23");
  expect(laterOn("2027-05-01", today, mondayToFriday)).toBe("2027-05-01");
});
