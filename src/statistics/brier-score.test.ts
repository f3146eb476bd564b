import { expect, test } from "vitest";
import { brierScore } from "./brier-score.ts";
import reference from "./reference/recalibration.json" with { type: "json" };

test("agrees with R", () => {
  for (const each of reference) {
    const ours = brierScore({
      probabilities: Float64Array.from(each.logOdds, (eta) => 1 / (1 + Math.exp(-eta))),
      outcomes: Uint8Array.from(each.outcomes),
      weights: Float64Array.from(each.weights),
    });
    expect(ours.kind === "score" && ours.score).toBeCloseTo(each.brier, 12);
  }
});

test("the docstring's two deals; of none, too few", () => {
  const answer = brierScore({ probabilities: Float64Array.of(0.9, 0.2), outcomes: Uint8Array.of(1, 0) });
  expect(answer.kind === "score" && answer.score).toBeCloseTo(0.025, 12);
  expect(answer.kind === "score" && answer.ofGuessing).toBe(0.25);
  expect(brierScore({ probabilities: new Float64Array(0), outcomes: new Uint8Array(0) })).toEqual({
    kind: "too-few",
    outOf: 0,
    needed: 1,
  });
});
