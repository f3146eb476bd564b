import { expect, test } from "vitest";
import { conversionWords, lengthWords, resultWords, startOf, timesWords } from "./block-words.ts";
import { periodWords, tenthsOf } from "./quota-words.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-22T11:00:00Z") };
const none = { made: 0, talked: 0, meetings: 0 };
const aims = { referrals: 3, calls: 8, networking: 2 };

test("what came of a block is counts in a sentence, and blames nobody", () => {
  const words = (made: number, talked: number, meetings: number) =>
    resultWords({ aims, counts: { referrals: none, networking: none, calls: { made, talked, meetings } } }, reader);
  expect(words(11, 5, 1)).toBe("You tried 11 and talked with 5, and agreed 1 meeting.");
  expect(words(3, 3, 2)).toBe("You talked with all 3 you tried, and agreed 2 meetings.");
  expect(words(4, 0, 0)).toBe("You tried 4 and talked with none of them. Trying is what fills a pipeline.");
  expect(words(0, 0, 0)).toBe("Nothing was logged in this block.");
});

test("a conversion says what it stands on, and too few says how many it takes", () => {
  const known = { kind: "known", calls: 80, meetings: 10, share: 0.125, low: 0.1, high: 0.2, withinDays: 14 } as const;
  const own = { ...known, callsForOne: 8, fewestCallsForOne: 5, mostCallsForOne: 10, from: "own" as const };
  expect(conversionWords(own, reader)).toEqual({
    finding: "8 calls give you one meeting.",
    because: "10 of your 80 calls led to a meeting within 14 days. It may as well be 5 to 10.",
  });
  expect(conversionWords({ kind: "too-few", outOf: 1, needed: 30 }, reader).because).toBe(
    "What calls bring here is too few to say: 1 call counts so far; from 30 on it is reckoned.",
  );
});

test("times, lengths and periods as one says them", () => {
  expect(timesWords({ startsAt: "2026-11-23T08:00:00Z", endsAt: "2026-11-23T10:00:00Z" }, reader)).toBe(
    "tomorrow, 9:00 to 11:00",
  );
  expect([120, 150, 40, 61].map((minutes) => lengthWords(minutes, reader))).toEqual([
    ...["2 hours", "2½ hours", "40 minutes", "1 hour 1 minute"],
  ]);
  expect(startOf("2026-11-23", "09:30", reader.timeZone)).toBe(Date.parse("2026-11-23T08:30:00Z"));
  expect(startOf(null, "09:30", reader.timeZone)).toBeNull();
  const period = (beginsOn: string, endsOn: string) => periodWords({ beginsOn, endsOn }, reader);
  expect(period("2026-11-01", "2026-11-30")).toBe("November 2026");
  expect(period("2026-10-01", "2026-12-31")).toBe("October to December 2026");
  expect(period("2026-01-01", "2026-12-31")).toBe("2026");
  expect(period("2026-10-03", "2026-12-15")).toBe("3 Oct to 15 Dec");
  expect([0.001, 0.05, 0.31, 0.99].map(tenthsOf)).toEqual([
    ...["in fewer than 1 of 100", "in 5 of 100", "in 3 of 10", "in more than 9 of 10"],
  ]);
});
