import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../../../platform/dates.ts";
import type { CheckUpShape } from "../contract.ts";
import { dayByKey, monthOf, weekdayOf, weekShapeOf, weeksOf, withMoved } from "./month-grid.ts";

const call = (id: string, dueOn: string): CheckUpShape => ({
  ...{ id, dueOn, dealId: "deal", dealName: "Acme", accountName: null, ownerId: null, ownerName: null, amount: null },
  ...{ basis: "chosen", note: "", outcome: null, reached: null, doneAt: null, doneByName: null, reopenedAs: null },
});

test("a month is drawn as its region draws it", () => {
  // November 2026 begins on a Sunday.
  expect(weeksOf("2026-11", weekShapeOf("de-DE")).map((week) => week[0])).toEqual([
    ...["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"],
  ]);
  expect(weeksOf("2026-11", weekShapeOf("en-US")).map((week) => week[0])).toEqual([
    ...["2026-11-01", "2026-11-08", "2026-11-15", "2026-11-22", "2026-11-29"],
  ]);
  expect(weekShapeOf("en-US").firstDay).toBe(7);
});

test("every month has each of its days once, in whole weeks that begin on the week's first day", () => {
  const month = fc
    .record({ year: fc.integer({ min: 1990, max: 2090 }), month: fc.integer({ min: 1, max: 12 }) })
    .map(({ year, month: number }) => `${year}-${String(number).padStart(2, "0")}`);
  fc.assert(
    fc.property(month, fc.integer({ min: 1, max: 7 }), (shown, firstDay) => {
      const weeks = weeksOf(shown, { firstDay });
      const days = weeks.flat();
      expect(days.every((day, place) => place === 0 || day === addDays(days[place - 1] ?? "", 1))).toBe(true);
      expect(weeks.every((week) => week.length === 7 && weekdayOf(week[0] ?? "") === firstDay)).toBe(true);
      expect(weeks.every((week) => week.some((day) => day.startsWith(shown)))).toBe(true);
      expect(days.filter((day) => day.startsWith(shown)).at(0)).toBe(`${shown}-01`);
      expect(days.filter((day) => day.startsWith(shown)).length).toBeGreaterThanOrEqual(28);
    }),
  );
});

test("keys lead by days, weeks and months", () => {
  const week = { firstDay: 1 };
  expect(dayByKey("ArrowRight", "2026-11-30", week)).toBe("2026-12-01");
  expect(dayByKey("ArrowUp", "2026-11-03", week)).toBe("2026-10-27");
  expect(dayByKey("Home", "2026-11-22", week)).toBe("2026-11-16");
  expect(dayByKey("End", "2026-11-22", { firstDay: 7 })).toBe("2026-11-28");
  expect(dayByKey("PageDown", "2027-01-31", week)).toBe("2027-02-28");
  expect(dayByKey("x", "2026-11-22", week)).toBeNull();
});

test("a month that cannot be is this one", () => {
  expect(monthOf("2027-02", "2026-11-22")).toBe("2027-02");
  for (const odd of [null, "2027-13", "soon", "12027-01"]) expect(monthOf(odd, "2026-11-22")).toBe("2026-11");
});

test("a call that is moved leaves its day and joins the other", () => {
  const [one, other] = [call("a", "2026-12-01"), call("b", "2026-12-01")];
  const days = [
    { day: "2026-12-01", count: 9, rows: [one, other] },
    { day: "2026-12-09", count: 1, rows: [call("c", "2026-12-09")] },
  ];
  expect(
    withMoved(days, one, "2026-12-04").map(({ day, count, rows }) => [day, count, ...rows.map(({ id }) => id)]),
  ).toEqual([
    ["2026-12-01", 8, "b"],
    ["2026-12-04", 1, "a"],
    ["2026-12-09", 1, "c"],
  ]);
  expect(withMoved(days, call("c", "2026-12-09"), "2026-12-01").map(({ day, count }) => [day, count])).toEqual([
    ["2026-12-01", 10],
  ]);
});
