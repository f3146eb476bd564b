import { type NoVariation, noVariation } from "./no-variation.ts";

export type PrecisionRecall =
  /** `prevalence`: what guessing would reach. */
  | { kind: "average-precision"; averagePrecision: number; prevalence: number }
  /** All won, all lost, or no rows. */
  | NoVariation;

/**
 * Question: Going down the list from the highest score, how many of the deals passed were won, on average over the wins?
 *
 * Formula: Average precision = Σ (recallₖ − recallₖ₋₁)·precisionₖ over the different scores from the highest down; deals of
 * equal score are passed together. No interpolation between points, which would flatter.
 * Units: A share; to be read beside `prevalence`, which a guess reaches.
 * Failure values: `no-variation`.
 * Source: Davis & Goadrich (2006), The Relationship Between Precision-Recall and ROC Curves, ICML.
 * Example: precisionRecall({ scores: Float64Array.of(0.1, 0.4, 0.35, 0.8), outcomes: Uint8Array.of(0, 0, 1, 1) })
 * // → { kind: "average-precision", averagePrecision: 0.8333…, prevalence: 0.5 }
 */
export function precisionRecall(ask: {
  scores: Float64Array;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
}): PrecisionRecall {
  const { scores, outcomes, weights } = ask;
  const weightOf = (row: number) => (weights ? (weights[row] ?? 0) : 1);
  const order = Uint32Array.from(scores, (_, row) => row).sort(
    (one, other) => (scores[other] ?? 0) - (scores[one] ?? 0),
  );
  let won = 0;
  let all = 0;
  for (const row of order) {
    all += weightOf(row);
    if (outcomes[row] === 1) won += weightOf(row);
  }
  if (won <= 0 || won >= all) return noVariation;
  let passed = 0;
  let wonPassed = 0;
  let sum = 0;
  for (let first = 0; first < order.length; ) {
    const score = scores[order[first] ?? 0];
    const wonBefore = wonPassed;
    for (; first < order.length && scores[order[first] ?? 0] === score; first++) {
      const row = order[first] ?? 0;
      passed += weightOf(row);
      if (outcomes[row] === 1) wonPassed += weightOf(row);
    }
    if (passed > 0) sum += ((wonPassed - wonBefore) / won) * (wonPassed / passed);
  }
  return { kind: "average-precision", averagePrecision: sum, prevalence: won / all };
}
