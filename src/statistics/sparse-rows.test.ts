import { expect, test } from "vitest";
import { rowSums, sparseRows, takeRows } from "./sparse-rows.ts";

test("keeps what is not zero, row by row", () => {
  expect(
    sparseRows([
      [0, 2],
      [3, 0],
    ]),
  ).toEqual({
    columns: 2,
    starts: Uint32Array.of(0, 1, 2),
    at: Uint16Array.of(1, 0),
    values: Float64Array.of(2, 3),
  });
  expect(sparseRows([]).columns).toBe(0);
});

test("sums rows as a linear model does", () => {
  expect(
    rowSums(
      sparseRows([
        [0, 2],
        [3, 0],
        [0, 0],
      ]),
      1,
      Float64Array.of(10, 100),
    ),
  ).toEqual(Float64Array.of(201, 31, 1));
});

test("takes some rows, in the order asked for", () => {
  const table = [
    [0, 2],
    [3, 0],
    [0, 0],
    [4, 5],
  ];
  expect(takeRows(sparseRows(table), Uint32Array.of(3, 2, 0))).toEqual(
    sparseRows([
      [4, 5],
      [0, 0],
      [0, 2],
    ]),
  );
});
