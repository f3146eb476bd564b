import fc from "fast-check";
import { expect, test } from "vitest";
import reference from "./reference/ridge-logistic.json" with { type: "json" };
import { ridgeLogistic } from "./ridge-logistic.ts";
import { shareCells, sparseRows } from "./sparse-rows.ts";

function fitted(problem: Parameters<typeof ridgeLogistic>[0]) {
  const answer = ridgeLogistic(problem);
  if (answer.kind !== "fit") throw new Error(`a fit was expected, not ${answer.kind}`);
  return answer;
}

test("agrees with glmnet's coefficients and with the standard errors written out in R", () => {
  for (const each of reference) {
    const problem = {
      rows: sparseRows(each.rows),
      outcomes: Uint8Array.from(each.outcomes),
      weights: Float64Array.from(each.weights),
      penalties: Float64Array.from(each.penalties),
    };
    const ours = fitted(problem);
    expect(ours.intercept).toBeCloseTo(each.intercept, 7);
    for (const [column, right] of each.coefficients.entries()) expect(ours.coefficients[column]).toBeCloseTo(right, 7);
    for (const [column, right] of each.standardErrors.entries())
      expect(ours.standardErrors[column]).toBeCloseTo(right, 7);
    const clusters = Int32Array.from(each.clusters);
    const clustered = fitted({ ...problem, clusters, shared: shareCells(problem.rows, clusters) });
    for (const [column, right] of each.clusteredStandardErrors.entries())
      expect(clustered.standardErrors[column]).toBeCloseTo(right, 7);
  }
});

test("a column that separates won from lost has an answer, as the docstring says", () => {
  const answer = fitted({
    rows: sparseRows([[0], [0], [1], [1]]),
    outcomes: Uint8Array.of(0, 0, 1, 1),
    penalties: Float64Array.of(1),
  });
  expect(answer.coefficients[0]).toBeCloseTo(0.80212, 4);
  expect(answer.intercept).toBeCloseTo(-0.5 * 0.80212, 4);
});

test("without a penalty a separating column has none, nor has a column said twice", () => {
  const outcomes = Uint8Array.of(0, 0, 1, 1);
  const free = (table: number[][]) =>
    ridgeLogistic({ rows: sparseRows(table), outcomes, penalties: new Float64Array(table[0]?.length ?? 0) }).kind;
  expect(free([[0], [0], [1], [1]])).toBe("undetermined");
  expect(
    free([
      [0, 0],
      [1, 1],
      [0, 0],
      [1, 1],
    ]),
  ).toBe("undetermined");
  expect(free([[0], [1], [0], [1]])).toBe("fit");
});

test("all won, all lost, or nothing that counts: no variation", () => {
  const rows = sparseRows([[0], [1]]);
  const penalties = Float64Array.of(1);
  expect(ridgeLogistic({ rows, outcomes: Uint8Array.of(1, 1), penalties })).toEqual({ kind: "no-variation" });
  expect(ridgeLogistic({ rows, outcomes: Uint8Array.of(0, 0), penalties })).toEqual({ kind: "no-variation" });
  const weights = Float64Array.of(1, 0);
  expect(ridgeLogistic({ rows, outcomes: Uint8Array.of(1, 0), weights, penalties })).toEqual({ kind: "no-variation" });
});

test("a row that counts twice is a row written twice; where one begins changes nothing", () => {
  const row = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 1 }), fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(fc.array(row, { minLength: 4, maxLength: 30 }), (table) => {
      const won = table.filter(([, , isWon]) => isWon).length;
      fc.pre(won > 0 && won < table.length);
      const penalties = Float64Array.of(0.7, 2);
      const cells = (each: (typeof table)[number]) => [each[0] * 0.8, each[1]];
      const weighted = fitted({
        rows: sparseRows(table.map(cells)),
        outcomes: Uint8Array.from(table, ([, , isWon]) => (isWon ? 1 : 0)),
        weights: Float64Array.from(table, ([, , , twice]) => (twice ? 2 : 1)),
        penalties,
      });
      const long = table.flatMap((each) => (each[3] ? [each, each] : [each]));
      const repeated = fitted({
        rows: sparseRows(long.map(cells)),
        outcomes: Uint8Array.from(long, ([, , isWon]) => (isWon ? 1 : 0)),
        penalties,
        start: { intercept: 3, coefficients: Float64Array.of(-4, 5) },
      });
      expect(repeated.intercept).toBeCloseTo(weighted.intercept, 5);
      for (const column of [0, 1])
        expect(repeated.coefficients[column]).toBeCloseTo(weighted.coefficients[column] ?? 0, 5);
      expect([...weighted.standardErrors].every((each) => each > 0 && Number.isFinite(each))).toBe(true);
    }),
  );
});

test("what neighbouring rows have in common may be written once: the answer is the same", () => {
  const row = fc.record({
    ...{
      deal: fc.integer({ min: 0, max: 3 }),
      cells: fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1, 2), fc.constantFrom(0, -1, 1)),
    },
    ...{ isWon: fc.boolean(), weight: fc.constantFrom(0, 0.5, 1) },
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 4, maxLength: 40 }), (table) => {
      const counting = table.filter(({ weight }) => weight > 0);
      fc.pre(counting.some(({ isWon }) => isWon) && counting.some(({ isWon }) => !isWon));
      const deals = Int32Array.from(table, ({ deal }) => deal);
      const problem = {
        rows: sparseRows(table.map(({ cells }) => cells)),
        outcomes: Uint8Array.from(table, ({ isWon }) => (isWon ? 1 : 0)),
        weights: Float64Array.from(table, ({ weight }) => weight),
        penalties: Float64Array.of(0.5, 1, 2),
      };
      const plain = fitted(problem);
      const shared = fitted({ ...problem, shared: shareCells(problem.rows, deals) });
      expect(shared.intercept).toBeCloseTo(plain.intercept, 7);
      for (const column of [0, 1, 2]) {
        expect(shared.coefficients[column]).toBeCloseTo(plain.coefficients[column] ?? 0, 7);
        expect(shared.standardErrors[column]).toBeCloseTo(plain.standardErrors[column] ?? 0, 7);
      }
    }),
  );
});

test("somebody who has seen enough stops it", () => {
  const stop = () => {
    throw new Error("cancelled");
  };
  expect(() =>
    ridgeLogistic({
      rows: sparseRows([[0], [1]]),
      outcomes: Uint8Array.of(0, 1),
      penalties: Float64Array.of(1),
      throwIfCancelled: stop,
    }),
  ).toThrow("cancelled");
});
