import { expect, test } from "vitest";
import reference from "./reference/student-distribution.json" with { type: "json" };
import { studentReach, studentTails } from "./student-distribution.ts";

const near = (ours: number, right: number, digits: number) =>
  Math.abs(ours - right) <= 10 ** -digits * Math.abs(right) + 1e-300;

test("tails agree with R's pt to ten digits, reaches with qt to nine", () => {
  expect(reference.tails.length).toBeGreaterThan(100);
  for (const [t = 0, degrees = 0, tails = 0] of reference.tails)
    expect(near(studentTails(t, degrees), tails, 10), `${t} of ${degrees}`).toBe(true);
  for (const [level = 0, degrees = 0, reach = 0] of reference.reaches)
    expect(near(studentReach(level, degrees), reach, 9), `${level} of ${degrees}`).toBe(true);
});

test("the docstring's examples, both sides alike, and what is no distribution", () => {
  expect(studentTails(2.776, 4)).toBeCloseTo(0.05, 4);
  expect(studentReach(0.95, 4)).toBeCloseTo(2.776445, 6);
  expect(studentTails(-3, 7)).toBe(studentTails(3, 7));
  expect(studentReach(0, 5)).toBe(0);
  expect(() => studentTails(1, 0)).toThrow(RangeError);
  expect(() => studentReach(1, 4)).toThrow(RangeError);
});
