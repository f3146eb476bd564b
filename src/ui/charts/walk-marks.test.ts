import { expect, test } from "vitest";
import { walkMarks } from "./walk-marks.ts";

const mark = (id: string, line?: string, at?: number) => ({ id, name: id, says: "", line, at });
const led = (marks: ReturnType<typeof mark>[], from: string | undefined, key: string) =>
  walkMarks(marks, from, key)?.id;

test("in one line every arrow goes on or back, and stops at the ends", () => {
  const marks = [mark("one"), mark("two"), mark("three")];
  expect(led(marks, "one", "ArrowRight")).toBe("two");
  expect(led(marks, "one", "ArrowDown")).toBe("two");
  expect(led(marks, "two", "ArrowUp")).toBe("one");
  expect(led(marks, "three", "ArrowRight")).toBeUndefined();
  expect(led(marks, "one", "ArrowLeft")).toBeUndefined();
  expect(led(marks, "two", "End")).toBe("three");
  expect(led(marks, "three", "Home")).toBe("one");
  expect(led(marks, "one", "Tab")).toBeUndefined();
  expect(led(marks, undefined, "ArrowRight")).toBe("two");
  expect(led([], undefined, "ArrowRight")).toBeUndefined();
});

test("of several lines, up and down go to what stands nearest on the next", () => {
  const marks = [
    mark("a0", "a", 0),
    mark("a30", "a", 30),
    mark("b0", "b", 0),
    mark("b10", "b", 10),
    mark("b40", "b", 40),
  ];
  expect(led(marks, "a30", "ArrowDown")).toBe("b40");
  expect(led(marks, "b10", "ArrowUp")).toBe("a0");
  expect(led(marks, "a30", "ArrowRight")).toBeUndefined();
  expect(led(marks, "a0", "ArrowUp")).toBeUndefined();
  expect(led(marks, "b40", "ArrowDown")).toBeUndefined();
});
