import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayText, instantReader, readDate, readIsoDate } from "./read-dates.ts";
import { DateEvidence } from "./settle-dates.ts";

const dayFirst = { order: "day-first", plainNumbers: null } as const;
const monthFirst = { order: "month-first", plainNumbers: null } as const;
const itself = { order: null, plainNumbers: null } as const;
const berlin = instantReader("Europe/Berlin");
const told = (text: string, reading: Parameters<typeof readDate>[1] = itself, instantOf = berlin) => {
  const date = readDate(text, reading);
  return date && new Date(instantOf(date)).toISOString();
};

describe("dates as CRMs write them", () => {
  test.each([
    ["2021-04-15", "2021-04-14T22:00:00.000Z"],
    ["2021-04-15 00:02", "2021-04-14T22:02:00.000Z"],
    ["2021-04-15T00:02:00Z", "2021-04-15T00:02:00.000Z"],
    ["2021-04-15T00:02:00.250+02:00", "2021-04-14T22:02:00.250Z"],
    ["2021-04-15T00:02:00+0200", "2021-04-14T22:02:00.000Z"],
    ["2021/4/5 3:04 PM", "2021-04-05T13:04:00.000Z"],
    ["20210415", "2021-04-14T22:00:00.000Z"],
    ["20210415T120000", null],
    ["15 Apr, 2021 00:02:00", "2021-04-14T22:02:00.000Z"],
    ["Apr 15, 2021 12:02 AM", "2021-04-14T22:02:00.000Z"],
    ["15-Apr-21", "2021-04-14T22:00:00.000Z"],
    ["15. April 2021", "2021-04-14T22:00:00.000Z"],
    ["15. März 2021", "2021-03-14T23:00:00.000Z"],
    ["15 avr. 2021", "2021-04-14T22:00:00.000Z"],
    ["2 juil. 2021", "2021-07-01T22:00:00.000Z"],
    ["15 de abril de 2021", "2021-04-14T22:00:00.000Z"],
    ["Thu Apr 15 2021 00:02:00 GMT+0200 (CEST)", "2021-04-14T22:02:00.000Z"],
    ["Thursday, April 15, 2021", "2021-04-14T22:00:00.000Z"],
    ["2021-02-30", null],
    ["2021-13-01", null],
    ["15 Foo 2021", null],
    ["soon", null],
    ["2021-04-15 25:00", null],
  ])("%s", (text, instant) => {
    expect(told(text)).toBe(instant);
  });

  test("the short way of reading ISO dates reads what the long one reads, or leaves it to that one", () => {
    const part = (digits: number, most: number) => fc.nat(most).map((number) => String(number).padStart(digits, "0"));
    const written = fc
      .tuple(
        part(4, 2300),
        part(2, 14),
        part(2, 33),
        fc.constantFrom("T", " ", "x"),
        part(2, 26),
        part(2, 62),
        part(2, 62),
      )
      .map(([y, m, d, between, h, min, s]) => `${y}-${m}-${d}${between}${h}:${min}:${s}Z`);
    fc.assert(
      fc.property(written, fc.constantFrom(10, 16, 19, 20, 13), (text, length) => {
        const cell = text.slice(0, length);
        const short = readIsoDate(Buffer.from(cell), 0, length);
        if (short) expect(short).toEqual(readDate(cell, itself));
        else expect(length === 13 ? null : readDate(cell, itself)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  test("a time of day that the clocks skip or repeat is still one instant", () => {
    expect(told("2021-03-28 03:30")).toBe("2021-03-28T01:30:00.000Z");
    expect(told("2021-10-31 12:00")).toBe("2021-10-31T11:00:00.000Z");
    expect(told("2021-03-28 01:30")).toBe("2021-03-28T00:30:00.000Z");
  });

  test("a day is the same day in every workspace's own zone", () => {
    const kiritimati = instantReader("Pacific/Kiritimati");
    expect(told("2021-04-15", itself, kiritimati)).toBe("2021-04-14T10:00:00.000Z");
  });

  test("an Excel serial is the day Excel shows, its fraction the time of day", () => {
    const serial = { order: null, plainNumbers: "serial" } as const;
    expect(told("44301", serial)).toBe("2021-04-14T22:00:00.000Z");
    expect(told("44301.5", serial)).toBe("2021-04-15T10:00:00.000Z");
    expect(told("44301")).toBeNull();
  });

  test("milliseconds since 1970 are an instant, not a time in the workspace's zone", () => {
    expect(told("1618444920000", { order: null, plainNumbers: "milliseconds" })).toBe("2021-04-15T00:02:00.000Z");
  });

  test("every day comes back from every way of writing it", () => {
    fc.assert(
      fc.property(fc.integer({ min: -25_000, max: 80_000 }), fc.constantFrom("/", "-", "."), (dayNumber, separator) => {
        const [y = "", m = "", d = ""] = dayText(dayNumber).split("-");
        const back = (text: string, reading: Parameters<typeof readDate>[1]) => readDate(text, reading)?.dayNumber;
        expect(back([d, m, y].join(separator), dayFirst)).toBe(dayNumber);
        expect(back([Number(m), Number(d), y].join(separator), monthFirst)).toBe(dayNumber);
        expect(back([y, m, d].join(separator), itself)).toBe(dayNumber);
        const named = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });
        expect(back(named.format(dayNumber * 86_400_000), itself)).toBe(dayNumber);
      }),
    );
  });
});

describe("the order of day and month", () => {
  const settle = (values: string[], chosen?: "day-first" | "month-first") => {
    const evidence = new DateEvidence();
    for (const value of values) evidence.add(value);
    return evidence.settle(chosen);
  };

  test("one value settles the whole column, wherever it stands", () => {
    const either = Array.from({ length: 500 }, () => "03/04/2021");
    expect(settle([...either, "25/12/2020"])).toMatchObject({ order: "day-first", undecided: false });
    expect(settle(["12/25/2020", ...either])).toMatchObject({ order: "month-first", undecided: false });
  });

  test("a column that fits both orders is undecided until a person says", () => {
    expect(settle(["03/04/2021", "05/06/2021"])).toMatchObject({ order: null, undecided: true });
    expect(settle(["03/04/2021"], "month-first")).toMatchObject({ order: "month-first", undecided: false });
  });

  test("nothing is asked where both orders mean the same", () => {
    expect(settle(["05/05/2021", "2021-04-15"]).undecided).toBe(false);
    expect(settle(["2021-04-15"])).toMatchObject({ order: "year-first", undecided: false });
    expect(settle(["15 Apr 2021"])).toMatchObject({ order: null, undecided: false });
    expect(settle(["03.04.2021"])).toMatchObject({ order: "day-first", undecided: false });
  });
});
