import { describe, expect, test } from "vitest";
import { dayOf } from "../../../platform/dates.ts";
import { ownersAsked, periodsOf, stretchOf } from "./rules.ts";

const today = "2026-11-22";

describe("the period of a report", () => {
  test.each([
    ["this-month", "2026-11-01", "2026-11-30"],
    ["last-month", "2026-10-01", "2026-10-31"],
    ["this-quarter", "2026-10-01", "2026-12-31"],
    ["last-quarter", "2026-07-01", "2026-09-30"],
    ["this-year", "2026-01-01", "2026-12-31"],
    ["last-year", "2025-01-01", "2025-12-31"],
    ["last-90-days", "2026-08-25", "2026-11-22"],
    ["last-12-months", "2025-11-23", "2026-11-22"],
  ] as const)("%s", (period, from, until) => {
    expect(periodsOf({ period }, today)?.period).toEqual({ from, until });
  });

  test("is this quarter unless told otherwise, held against as many days of the quarter before", () => {
    expect(periodsOf({}, today)).toEqual({
      period: { from: "2026-10-01", until: "2026-12-31" },
      compared: { from: "2026-07-01", until: "2026-08-22", wholeUntil: "2026-09-30" },
    });
  });

  test("that is over is held against the whole one before, months against months and days against days", () => {
    const compared = (from: string, until: string) => periodsOf({ from, until }, today)?.compared;
    expect(compared("2026-03-01", "2026-03-31")).toEqual({
      from: "2026-02-01",
      until: "2026-02-28",
      wholeUntil: "2026-02-28",
    });
    expect(compared("2026-01-01", "2026-06-30")).toEqual({
      from: "2025-07-01",
      until: "2025-12-31",
      wholeUntil: "2025-12-31",
    });
    expect(compared("2026-03-10", "2026-03-19")).toEqual({
      from: "2026-02-28",
      until: "2026-03-09",
      wholeUntil: "2026-03-09",
    });
    expect(compared("2026-03-10", "2026-03-10")).toEqual({
      from: "2026-03-09",
      until: "2026-03-09",
      wholeUntil: "2026-03-09",
    });
  });

  test("may be held against the year before, against days of one's own, or nothing", () => {
    const over = { from: "2024-02-01", until: "2024-02-29" };
    expect(periodsOf({ ...over, compare: "year-before" }, today)?.compared).toEqual({
      ...{ from: "2023-02-01", until: "2023-02-28", wholeUntil: "2023-02-28" },
    });
    const own = { compareFrom: "2022-01-01", compareUntil: "2022-01-31" };
    expect(periodsOf({ ...over, ...own }, today)?.compared).toMatchObject({ from: "2022-01-01", until: "2022-01-31" });
    expect(periodsOf({ ...over, compare: "none" }, today)?.compared).toBeNull();
  });

  test("wants both of its days, in their order, and ten years at most", () => {
    expect(periodsOf({ from: "2026-01-01" }, today)).toBeNull();
    expect(periodsOf({ from: "2026-02-01", until: "2026-01-01" }, today)).toBeNull();
    expect(periodsOf({ from: "1990-02-01", until: "2026-01-01" }, today)).toBeNull();
    expect(periodsOf({ compareUntil: "2026-01-01" }, today)).toBeNull();
  });

  test("is of days in the team's time zone, and of nothing that is still to come", () => {
    const now = Date.parse("2026-11-22T12:00:00Z");
    // Clocks went back on 25 October 2026: that day has 25 hours.
    const october = stretchOf({ from: "2026-10-25", until: "2026-10-25" }, "Europe/Berlin", now);
    expect((october.until - october.from) / 3_600_000).toBe(25);
    expect(dayOf(october.from, "Europe/Berlin")).toBe("2026-10-25");
    expect(stretchOf({ from: "2026-10-01", until: "2026-12-31" }, "Europe/Berlin", now).until).toBe(now + 1);
  });
});

describe("whose deals", () => {
  const team = [
    { id: "mona", managerId: null },
    { id: "ria", managerId: "mona" },
    { id: "carl", managerId: null },
  ];
  const seen = { owners: ["mona", "ria"], unowned: true };

  test("everybody's one sees, one person's, a lead's people's, or nobody's", () => {
    expect(ownersAsked(seen, {}, team)).toEqual(seen);
    expect(ownersAsked(seen, { person: "ria" }, team)).toEqual({ owners: ["ria"], unowned: false });
    expect(ownersAsked("all", { teamOf: "mona" }, team)).toEqual({ owners: ["mona", "ria"], unowned: false });
    expect(ownersAsked(seen, { person: "nobody" }, team)).toEqual({ owners: [], unowned: true });
  });

  test("never those one may not see", () => {
    expect(ownersAsked(seen, { person: "carl" }, team)).toBeNull();
    expect(ownersAsked({ owners: ["ria"], unowned: false }, { person: "nobody" }, team)).toBeNull();
    expect(ownersAsked({ owners: ["ria"], unowned: false }, { teamOf: "mona" }, team)).toEqual({
      owners: ["ria"],
      unowned: false,
    });
  });
});
