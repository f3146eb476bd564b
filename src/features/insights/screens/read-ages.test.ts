import { expect, test } from "vitest";
import { agesIn } from "./read-ages.ts";

test.each([
  ["7, 14, 21", [7, 14, 21]],
  ["30 7;7", [7, 30]],
  ["0", [0]],
  ["", null],
  ["7, soon", null],
  ["7.5", null],
  ["-1", null],
  ["721", null],
  ["1 2 3 4 5 6 7 8 9 10 11 12 13", null],
])("%j", (text, ages) => {
  expect(agesIn(text)).toEqual(ages);
});
