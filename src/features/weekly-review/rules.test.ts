import { expect, test } from "vitest";
import { weekAfter, weekAsked, weekOf, weeksBefore } from "./rules.ts";

test("a week goes from Monday to Sunday, over the turn of a year, too", () => {
  for (const day of ["2026-12-28", "2026-12-31", "2027-01-03"])
    expect(weekOf(day)).toEqual({ from: "2026-12-28", until: "2027-01-03" });
  expect(weekOf("2027-01-04").from).toBe("2027-01-04");
});

test("left to itself it is the last week that is over; one that has not begun is none", () => {
  const monday = "2026-11-23";
  expect(weekAsked(undefined, monday)).toEqual({ from: "2026-11-16", until: "2026-11-22" });
  expect(weekAsked(undefined, "2026-11-22")).toEqual({ from: "2026-11-09", until: "2026-11-15" });
  expect(weekAsked("2026-11-26", monday)).toEqual({ from: "2026-11-23", until: "2026-11-29" });
  expect(weekAsked("2026-11-30", monday)).toBeNull();
});

test("the weeks before it end as it begins, and the week after begins as it ends", () => {
  const week = weekOf("2026-11-18");
  expect(weeksBefore(week, 4)).toEqual({ from: "2026-10-19", until: "2026-11-15" });
  expect(weekAfter(week)).toEqual({ from: "2026-11-23", until: "2026-11-29" });
});
