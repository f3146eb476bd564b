import { expect, test } from "vitest";
import { clusteredCovariance } from "./clustered-covariance.ts";
import reference from "./reference/ridge-logistic.json" with { type: "json" };
import { ridgeLogistic } from "./ridge-logistic.ts";
import { sparseRows } from "./sparse-rows.ts";

test("agrees with the sandwich written out in R", () => {
  for (const each of reference) {
    const problem = {
      rows: sparseRows(each.rows),
      outcomes: Uint8Array.from(each.outcomes),
      weights: Float64Array.from(each.weights),
      penalties: Float64Array.from(each.penalties),
    };
    const alone = ridgeLogistic(problem);
    if (alone.kind !== "fit") throw new Error("a fit was expected");
    const covariance = clusteredCovariance({
      ...problem,
      clusters: Int32Array.from(each.clusters),
      beta: Float64Array.of(...each.coefficients, each.intercept),
      inverse: alone.covariance,
    });
    const size = each.coefficients.length + 1;
    for (const [index, right] of each.clusteredStandardErrors.entries())
      expect(Math.sqrt(covariance[index * size + index] ?? 0)).toBeCloseTo(right, 6);
  }
});

test("the example: one yes-or-no of four rows, half of them won, is as sure as the model says", () => {
  const inverse = Float64Array.of(1);
  const covariance = clusteredCovariance({
    rows: sparseRows([[], [], [], []]),
    outcomes: Uint8Array.of(0, 1, 0, 1),
    clusters: Int32Array.of(0, 1, 2, 3),
    beta: Float64Array.of(0),
    penalties: new Float64Array(0),
    inverse,
  });
  expect(covariance).toEqual(inverse);
});
