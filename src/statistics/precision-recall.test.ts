import { expect, test } from "vitest";
import { precisionRecall } from "./precision-recall.ts";
import reference from "./reference/ranking.json" with { type: "json" };

test("agrees with R's sum over thresholds, ties and weights included", () => {
  for (const each of reference) {
    const ours = precisionRecall({
      scores: Float64Array.from(each.scores),
      outcomes: Uint8Array.from(each.outcomes),
      weights: Float64Array.from(each.weights),
    });
    expect(ours.kind === "average-precision" && ours.averagePrecision).toBeCloseTo(each.averagePrecision, 12);
  }
});

test("the docstring's four deals; one score for all says no more than guessing", () => {
  const outcomes = Uint8Array.of(0, 0, 1, 1);
  const answer = precisionRecall({ scores: Float64Array.of(0.1, 0.4, 0.35, 0.8), outcomes });
  expect(answer).toEqual({ kind: "average-precision", averagePrecision: 0.5 + 0.5 * (2 / 3), prevalence: 0.5 });
  const flat = precisionRecall({ scores: Float64Array.of(1, 1, 1, 1), outcomes });
  expect(flat).toEqual({ kind: "average-precision", averagePrecision: 0.5, prevalence: 0.5 });
});

test("one side only: no variation", () => {
  const scores = Float64Array.of(1, 2);
  expect(precisionRecall({ scores, outcomes: Uint8Array.of(1, 1) })).toEqual({ kind: "no-variation" });
  expect(precisionRecall({ scores, outcomes: Uint8Array.of(0, 0) })).toEqual({ kind: "no-variation" });
});
