import { describe, expect, test } from "vitest";
import { readHolidays } from "./read-holidays.ts";

const christmas = { heldOn: "2026-12-25", name: "Christmas Day" };

describe("a list of holidays that is pasted", () => {
  test.each([
    "2026-12-25 Christmas Day",
    "2026-12-25\tChristmas Day",
    "Christmas Day, 2026-12-25",
    "25.12.2026; Christmas Day",
    "25 December 2026 – Christmas Day",
    "Christmas Day: Friday, 25th of December 2026",
    "Fri\t25 Dec 2026\tChristmas Day",
    "December 25, 2026 (Christmas Day)",
  ])("is read as it is written: %s", (line) => {
    expect(readHolidays(line)).toEqual({ holidays: [christmas], unread: [] });
  });

  test("keeps a weekday that is part of the name", () => {
    const { holidays } = readHolidays("Good Friday, 26 March 2027\nMonday, 29 March 2027, Easter Monday");
    expect(holidays.map(({ name }) => name)).toEqual(["Good Friday", "Easter Monday"]);
  });

  test("comes in order of its days, each once; what holds no day is told", () => {
    const text = "\n2027-01-01 New Year\n 25.12.2026 Christmas\r\n2026-12-25 Christmas Day\nTable of holidays\n";
    expect(readHolidays(text)).toEqual({
      holidays: [christmas, { heldOn: "2027-01-01", name: "New Year" }],
      unread: ["Table of holidays"],
    });
  });

  test("never guesses: a day that is two days by who reads it, or that is none, is left out", () => {
    expect(readHolidays("1/5/2027 Labour Day\n2027-02-31 Nothing").unread).toHaveLength(2);
  });

  test("a day without a name is called a holiday", () => {
    expect(readHolidays("2026-12-25").holidays).toEqual([{ heldOn: "2026-12-25", name: "Holiday" }]);
  });
});
