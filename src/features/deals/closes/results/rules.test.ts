import { expect, test } from "vitest";
import { losingRun, placeInRun } from "./rules.ts";

/** "WLL": won, then lost twice; each deal is called by its place. */
const results = (letters: string) =>
  [...letters].map((letter, place) => ({ won: letter === "W", dealId: String(place) }));

test("losses in a row are counted from the last win on", () => {
  expect(losingRun(results(""))).toBe(0);
  expect(losingRun(results("LLW"))).toBe(0);
  expect(losingRun(results("WLWLL"))).toBe(2);
  expect(losingRun(results("LLL"))).toBe(3);
});

test("a loss has a place in the run that goes on, not in one that a win ended", () => {
  expect(placeInRun(results("WLL"), "1")).toBe(1);
  expect(placeInRun(results("WLL"), "2")).toBe(2);
  expect(placeInRun(results("LLWL"), "1")).toBeNull();
  expect(placeInRun(results("LLWL"), "2")).toBeNull();
  expect(placeInRun(results("LL"), "a deal closed in bulk")).toBeNull();
});

test("a deal lost twice stands where it was lost last", () => {
  const twice = [
    { won: false, dealId: "a" },
    { won: false, dealId: "b" },
    { won: false, dealId: "a" },
  ];
  expect(placeInRun(twice, "a")).toBe(3);
});
