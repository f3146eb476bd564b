import fc from "fast-check";
import { expect, test } from "vitest";
import { cholesky, invertCholesky, solveCholesky } from "./cholesky.ts";

test("the docstrings' examples", () => {
  expect(cholesky(Float64Array.of(4, 2, 2, 5), 2)).toEqual(Float64Array.of(2, 0, 1, 2));
  expect(solveCholesky(Float64Array.of(2, 0, 1, 2), 2, Float64Array.of(8, 9))).toEqual(Float64Array.of(1.375, 1.25));
  expect(invertCholesky(Float64Array.of(2, 0, 0, 4), 2)).toEqual(Float64Array.of(0.25, 0, 0, 0.0625));
});

test("no factor where there is no one answer", () => {
  expect(cholesky(Float64Array.of(1, 1, 1, 1), 2)).toBeNull();
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  expect(cholesky(Float64Array.of(1, 0, 0, 0, 1, 2, 0, 2, 4), 3)).toBeNull();
  expect(cholesky(Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, 1), 3)).toBeNull();
  expect(cholesky(Float64Array.of(Number.NaN), 1)).toBeNull();
});

test("a matrix times its inverse is one", () => {
  const entry = fc.double({ min: -3, max: 3, noNaN: true });
  const square = (size: number) => fc.array(entry, { minLength: size * size, maxLength: size * size });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }).chain(square), (entries) => {
      const size = Math.sqrt(entries.length);
      // A·Aᵀ + 1 is positive definite whatever A is.
      const matrix = Float64Array.from({ length: size * size }, (_, place) => {
        const row = Math.floor(place / size);
        const column = place % size;
        let sum = row === column ? 1 : 0;
        for (let k = 0; k < size; k++) sum += (entries[row * size + k] ?? 0) * (entries[column * size + k] ?? 0);
        return sum;
      });
      const factor = cholesky(Float64Array.from(matrix), size);
      if (factor === null) throw new Error("a factor was expected");
      const inverse = invertCholesky(factor, size);
      for (let row = 0; row < size; row++)
        for (let column = 0; column < size; column++) {
          let sum = 0;
          for (let k = 0; k < size; k++) sum += (matrix[row * size + k] ?? 0) * (inverse[k * size + column] ?? 0);
          expect(sum).toBeCloseTo(row === column ? 1 : 0, 8);
        }
    }),
  );
});
