import { expect, test } from "vitest";
import { readIcsHolidays } from "./read-ics-holidays.ts";

const calendar = (...events: string[][]) =>
  [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Holidays//EN"],
    ...events.flatMap((lines) => ["BEGIN:VEVENT", "UID:1", "DTSTAMP:20200101T000000Z", ...lines, "END:VEVENT"]),
    "END:VCALENDAR",
  ].join("\r\n");

test("a calendar of holidays becomes lines: days that return each year, and those that last several", () => {
  const text = calendar(
    ["DTSTART;VALUE=DATE:20100101", "RRULE:FREQ=YEARLY", "SUMMARY:New Year\\, the first"],
    ["DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261227", "SUMMARY:Christmas"],
    // Long gone, school holidays, and a meeting: none is a day on which nobody works.
    ["DTSTART;VALUE=DATE:20200501", "SUMMARY:Labour Day"],
    ["DTSTART;VALUE=DATE:20270701", "DTEND;VALUE=DATE:20270901", "SUMMARY:Summer"],
    ["DTSTART:20261228T100000Z", "DTEND:20261228T110000Z", "SUMMARY:Meeting"],
  );
  expect(readIcsHolidays(text, "2026-11-22")?.split("\n")).toEqual([
    "2026-12-25 Christmas",
    "2026-12-26 Christmas",
    "2027-01-01 New Year, the first",
    "2028-01-01 New Year, the first",
    "2029-01-01 New Year, the first",
  ]);
});

test("what is no calendar is told apart from one without days", () => {
  expect(readIcsHolidays("Deal name,Stage", "2026-11-22")).toBeNull();
  expect(readIcsHolidays(calendar(), "2026-11-22")).toBe("");
});
