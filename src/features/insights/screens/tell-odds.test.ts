import { expect, test } from "vitest";
import { aucWords, brierWords, calibrationWords, titleOfOdds } from "./tell-odds.ts";

const reader = { locale: "en-GB" };

test("how well deals are told apart is said of two deals, beside a coin", () => {
  expect(aucWords(0.784)).toMatch(/78 times in 100; a coin would do it 50 times/);
  expect(aucWords(0.52)).toMatch(/52 times in 100; hardly more than tossing a coin\.$/);
});

test("a Brier score is held against guessing, also where it is no better", () => {
  expect(brierWords({ brier: 0.17, brierOfGuessing: 0.24 }, reader)).toMatch(
    /: 29 in 100 closer to how deals ended\.$/,
  );
  expect(brierWords({ brier: 0.25, brierOfGuessing: 0.25 }, reader)).toMatch(/: no closer .* than that\.$/);
  expect(brierWords({ brier: 0, brierOfGuessing: 0 }, reader)).not.toMatch(/NaN/);
});

test("calibration is said in points", () => {
  expect(calibrationWords(0.0213, reader)).toBe("What was said came true, give or take 2.1 points on average.");
  expect(calibrationWords(0.002, reader)).toBe("What was said came true, as nearly as can be told.");
});

test("where there are no odds, the title says why", () => {
  expect(titleOfOdds(null)).toBe("Odds");
  expect(titleOfOdds({ kind: "too-few", won: 3, lost: 4, needed: 100, suspectedLeaks: [] })).toBe(
    "Too few closed deals for odds",
  );
});
