import { expect, test } from "vitest";
import { weekdaysInWords } from "./name-weekdays.ts";

test("days in a row are told by the first and the last", () => {
  expect(weekdaysInWords([1, 2, 3, 4, 5])).toBe("Monday to Friday");
  expect(weekdaysInWords([1, 2, 3, 4, 7])).toBe("Monday to Thursday and Sunday");
  expect(weekdaysInWords([1, 3, 5])).toBe("Monday, Wednesday and Friday");
  expect(weekdaysInWords([1, 2, 6])).toBe("Monday, Tuesday and Saturday");
  expect(weekdaysInWords([3])).toBe("Wednesday");
});
