import { expect, test } from "vitest";
import { poissonTail } from "./poisson-tail.ts";

test("the example of the docstring", () => {
  expect(poissonTail(5, 1)).toBeCloseTo(0.00365984682734371, 16);
});

// R 4: ppois(count - 1, rate, lower.tail = FALSE)
test.each([
  [1, 0.05, 0.048770575499286],
  [4, 0.05, 2.50213947299734e-7],
  [8, 0.3, 1.24690519606943e-9],
  [10, 20, 0.995004587691692],
  [40, 20, 5.32020251124622e-5],
  [3, 3, 0.576809918873157],
  [200, 100, 9.34315007298839e-19],
])("%i or more where %f are usual: as R says", (count, rate, tail) => {
  expect(poissonTail(count, rate) / tail).toBeCloseTo(1, 11);
});

test("no events are sure to be there, one is never where none come", () => {
  expect(poissonTail(0, 3)).toBe(1);
  expect(poissonTail(1, 0)).toBe(0);
  expect(() => poissonTail(1, Number.NaN)).toThrow(RangeError);
});
