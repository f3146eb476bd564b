import { expect, test } from "vitest";
import { logLoss } from "./log-loss.ts";
import reference from "./reference/recalibration.json" with { type: "json" };

test("agrees with R", () => {
  for (const each of reference) {
    const ours = logLoss({
      probabilities: Float64Array.from(each.logOdds, (eta) => 1 / (1 + Math.exp(-eta))),
      outcomes: Uint8Array.from(each.outcomes),
      weights: Float64Array.from(each.weights),
    });
    expect(ours.kind === "score" && ours.score).toBeCloseTo(each.logLoss, 10);
  }
});

test("fifty-fifty everywhere scores log 2", () => {
  const answer = logLoss({ probabilities: Float64Array.of(0.5, 0.5), outcomes: Uint8Array.of(1, 0) });
  expect(answer).toEqual({ kind: "score", score: Math.LN2, ofGuessing: Math.LN2 });
});

test("what was called impossible and happened has no bound; of none, too few; all won needs no guess", () => {
  expect(logLoss({ probabilities: Float64Array.of(0), outcomes: Uint8Array.of(1) })).toEqual({ kind: "unbounded" });
  expect(logLoss({ probabilities: new Float64Array(0), outcomes: new Uint8Array(0) }).kind).toBe("too-few");
  expect(logLoss({ probabilities: Float64Array.of(1), outcomes: Uint8Array.of(1) })).toEqual({
    kind: "score",
    score: 0,
    ofGuessing: 0,
  });
});
