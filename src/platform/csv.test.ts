import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, safeText, shownText } from "./csv.ts";

test("whatever is in a cell comes out of the file as it went in", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 }), (cells) => {
      // A line of one empty cell is an empty line.
      fc.pre(cells.length > 1 || cells[0] !== "");
      expect(parse(csvLine(cells))).toEqual([cells]);
    }),
  );
});

test.each([
  "=1+1",
  "+49 30 1234",
  "-2",
  "@SUM(A1)",
  "\tx",
  "\r=1",
  "\n=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠x",
  "'=1",
  "''@x",
  "'＝1",
])("%j is not run as a formula", (text) => {
  expect(safeText(text)).toMatch(/^'/);
  expect(shownText(safeText(text))).toBe(text);
});

test("hiding a formula can always be undone, and leaves other text alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", "=", "-", "a", "\t", " ") }), (text) => {
      expect(shownText(safeText(text))).toBe(text);
      expect(safeText(text)).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
  expect(safeText("Acme = best")).toBe("Acme = best");
});
