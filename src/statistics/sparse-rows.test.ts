import fc from "fast-check";
import { expect, test } from "vitest";
import { rowSums, shareCells, sparseRows, takeRows } from "./sparse-rows.ts";

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

test("keeps once what neighbours of one group have in common: the docstring's example", () => {
  const rows = sparseRows([
    [0, 2, 1],
    [3, 2, 1],
  ]);
  expect(shareCells(rows, Int32Array.of(5, 5))).toEqual({
    begins: Uint32Array.of(0, 2),
    starts: Uint32Array.of(0, 2),
    at: Uint16Array.of(1, 2),
    values: Float64Array.of(2, 1),
    own: { columns: 3, starts: Uint32Array.of(0, 0, 1), at: Uint16Array.of(0), values: Float64Array.of(3) },
  });
});

test("what is in common and what is left of each row are the rows again, whatever they are", () => {
  const row = fc.record({
    group: fc.integer({ min: 0, max: 2 }),
    cells: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (table) => {
      const rows = sparseRows(table.map(({ cells }) => cells));
      const { begins, starts, at, values, own } = shareCells(
        rows,
        Int32Array.from(table, ({ group }) => group),
      );
      const again = table.map((_, place) => {
        const run = begins.findLastIndex((begin, index) => index < begins.length - 1 && begin <= place);
        const cells = [0, 0, 0, 0];
        for (let cell = starts[run] ?? 0; cell < (starts[run + 1] ?? 0); cell++)
          cells[at[cell] ?? 0] = values[cell] ?? 0;
        for (let cell = own.starts[place] ?? 0; cell < (own.starts[place + 1] ?? 0); cell++)
          cells[own.at[cell] ?? 0] = own.values[cell] ?? 0;
        return cells;
      });
      expect(again).toEqual(table.map(({ cells }) => cells));
      const kept = table.filter(({ group }, place) => group !== table[place - 1]?.group);
      expect(begins.length).toBe(kept.length + 1);
    }),
  );
});
