import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clockWords,
  countWords,
  dayOf,
  daysBetween,
  daysIn,
  dayWords,
  fileSizeWords,
  fixedWords,
  instantWords,
  moneyWords,
  numberWords,
  percentWords,
  type Reader,
  sinceWords,
  todayOf,
  whenWords,
} from "./words.ts";

// A Friday, shortly before midnight in London and already Saturday in Sydney.
const friday = new Date("2026-05-22T21:30:00Z");
const british: Reader = { locale: "en-GB", timeZone: "Europe/London", now: friday };
const american: Reader = { locale: "en-US", timeZone: "America/New_York", now: friday };
const german: Reader = { locale: "de-DE", timeZone: "Europe/Berlin", now: friday };
const australian: Reader = { locale: "en-AU", timeZone: "Australia/Sydney", now: friday };

/** Some locales put a space that does not break between a number and its sign. */
const spaced = (words: string) => words.replace(/[\u00a0\u202f]/g, " ");

describe("money", () => {
  it("is written as the reader's locale writes it, from whole minor units", () => {
    expect(moneyWords(1_240_000, "EUR", british)).toBe("€12,400");
    expect(moneyWords(1_240_050, "USD", american)).toBe("$12,400.50");
    expect(spaced(moneyWords(123_456, "EUR", german))).toBe("1.234,56 €");
  });

  it("knows that a yen has no cents and a dinar has a thousand fils", () => {
    expect(moneyWords(500_000, "JPY", british)).toBe("¥500,000");
    expect(spaced(moneyWords(1_250, "KWD", british))).toBe("KWD 1.250");
  });

  it("writes a true minus, and a plus when asked", () => {
    expect(moneyWords(-2_500, "GBP", british)).toBe("−£25");
    expect(moneyWords(2_500, "GBP", british, { signed: true })).toBe("+£25");
    expect(moneyWords(0, "GBP", british, { signed: true })).toBe("£0");
  });

  it("is short in a tight place", () => {
    expect(moneyWords(123_456_789, "GBP", british, { short: true })).toBe("£1.23m");
  });
});

describe("counts", () => {
  it("say one and many", () => {
    expect(countWords(1, "deal", "deals", british)).toBe("1 deal");
    expect(countWords(0, "deal", "deals", british)).toBe("0 deals");
    expect(countWords(8800, "deal", "deals", german)).toBe("8.800 deals");
    expect(numberWords(2.345, british, 1)).toBe("2.3");
    expect([fixedWords(1, british, 1), fixedWords(1, german, 1), fixedWords(1, british, 0)]).toEqual([
      "1.0",
      "1,0",
      "1",
    ]);
    expect(percentWords(0.48, british)).toBe("48%");
    expect(spaced(percentWords(0.48, german))).toBe("48 %");
  });

  it("say how large a file is", () => {
    expect(fileSizeWords(999, british)).toBe("999 bytes");
    expect(fileSizeWords(2_400_000, british)).toBe("2.4 MB");
  });

  it("say a clock from seconds", () => {
    expect(clockWords(0)).toBe("0:00");
    expect(clockWords(125)).toBe("2:05");
  });
});

describe("days", () => {
  it("are counted in the reader's time zone", () => {
    expect(todayOf(british)).toBe("2026-05-22");
    expect(todayOf(australian)).toBe("2026-05-23");
    expect(dayOf("2026-01-01T04:30:00Z", "America/New_York")).toBe("2025-12-31");
  });

  it("are written in the order of the reader's region, with the year when it is another", () => {
    expect(dayWords("2026-05-04", british)).toBe("4 May");
    expect(dayWords("2026-05-04", american)).toBe("May 4");
    expect(dayWords("2025-05-04", british)).toBe("4 May 2025");
  });

  it("carry their time when it matters", () => {
    expect(instantWords("2026-05-04T13:02:00Z", british)).toBe("4 May, 14:02");
    expect(spaced(instantWords("2026-05-04T13:02:00Z", american))).toBe("May 4, 9:02 AM");
  });

  it("are found in a sentence that carries them", () => {
    expect(daysIn("Pushed from 2026-03-31 to 2026-04-30.")).toEqual([
      { text: "Pushed from " },
      { day: "2026-03-31" },
      { text: " to " },
      { day: "2026-04-30" },
      { text: "." },
    ]);
    expect(daysIn("2026-03-31")).toEqual([{ day: "2026-03-31" }]);
  });

  it("are not seen in what only looks like one", () => {
    for (const sentence of ["“2026-02-30” was said.", "Order 12026-01-01.", "Quote 2026-01-01-7", "2026-13-01", ""]) {
      expect(daysIn(sentence).every((part) => "text" in part)).toBe(true);
    }
  });

  it("say since when, in the words a colleague would use", () => {
    expect(sinceWords("2026-05-22", british)).toBe("since today");
    expect(sinceWords("2026-05-21", british)).toBe("since yesterday");
    expect(sinceWords("2026-05-19", british)).toBe("since Tuesday");
    expect(sinceWords("2026-05-16", british)).toBe("since Saturday");
    expect(sinceWords("2026-05-15", british)).toBe("since 15 May");
    expect(sinceWords("2026-06-01", british)).toBe("from 1 Jun");
  });

  it("say when, near and far", () => {
    expect(whenWords("2026-05-22", british)).toBe("today");
    expect(whenWords("2026-05-23", british)).toBe("tomorrow");
    expect(whenWords("2026-05-25", british)).toBe("on Monday");
    expect(whenWords("2026-05-29", british)).toBe("29 May");
    expect(whenWords("2026-05-21", british)).toBe("yesterday");
    expect(whenWords("2026-05-19", british)).toBe("3 days ago");
    expect(whenWords("2026-05-15", british)).toBe("15 May");
  });

  it("lie as far from each other in both directions, across every change of the clocks", () => {
    const day = fc
      .date({ min: new Date("1990-01-01T00:00:00Z"), max: new Date("2090-01-01T00:00:00Z"), noInvalidDate: true })
      .map((date) => dayOf(date, "UTC"));
    fc.assert(
      fc.property(day, day, (from, to) => {
        const days = daysBetween(from, to);
        expect(Number.isInteger(days)).toBe(true);
        expect(daysBetween(to, from)).toBe(days === 0 ? 0 : -days);
        expect(days > 0).toBe(to > from);
      }),
    );
  });
});
