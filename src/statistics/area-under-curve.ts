import { type NoVariation, noVariation } from "./no-variation.ts";

export type AreaUnderCurve =
  | { kind: "area"; area: number; standardError: number }
  /** All won, all lost, or no rows. */
  | NoVariation;

/**
 * Question: Of a won and a lost deal drawn at random, how often did the won one have the higher score?
 *
 * Formula: AUC = P(score of won > score of lost) + ½ P(equal), over weighted pairs. Standard error by DeLong: the
 * variance of each side's placements among the other side, over its number. With `clusters` (several rows of one deal)
 * placements are summed by cluster first (Obuchowski 1997).
 *
 * Assumptions: rows (clusters) independent. The standard error is for large samples, and zero where nothing overlaps.
 * Units: A share: 0.5 is chance, 1 perfect.
 * Failure values: `no-variation`.
 * Source: DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44; Obuchowski (1997), Biometrics 53; computed by ranks as in Sun &
 * Xu (2014), IEEE Signal Processing Letters 21(11).
 * Example: areaUnderCurve({ scores: Float64Array.of(0.1, 0.4, 0.35, 0.8), outcomes: Uint8Array.of(0, 0, 1, 1) })
 * // → { kind: "area", area: 0.75, standardError: 0.25 }
 */
export function areaUnderCurve(ask: {
  scores: Float64Array;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
  clusters?: Int32Array | undefined;
}): AreaUnderCurve {
  const { scores, outcomes, weights, clusters } = ask;
  const weightOf = (row: number) => (weights ? (weights[row] ?? 0) : 1);
  const order = Uint32Array.from(scores, (_, row) => row).sort(
    (one, other) => (scores[one] ?? 0) - (scores[other] ?? 0),
  );
  const total = [0, 0];
  for (const row of order) total[outcomes[row] ?? 0] = (total[outcomes[row] ?? 0] ?? 0) + weightOf(row);
  const lost = total[0] ?? 0;
  const won = total[1] ?? 0;
  if (lost <= 0 || won <= 0) return noVariation;

  // A row's placement: the share of the other side it is on the right side of.
  const placements = new Float64Array(scores.length);
  let wonBelow = 0;
  let lostBelow = 0;
  let pairs = 0;
  for (let first = 0; first < order.length; ) {
    const score = scores[order[first] ?? 0];
    let next = first;
    const tied = [0, 0];
    while (next < order.length && scores[order[next] ?? 0] === score) {
      const row = order[next] ?? 0;
      tied[outcomes[row] ?? 0] = (tied[outcomes[row] ?? 0] ?? 0) + weightOf(row);
      next++;
    }
    const [tiedLost = 0, tiedWon = 0] = tied;
    for (; first < next; first++) {
      const row = order[first] ?? 0;
      placements[row] = outcomes[row] === 1 ? (lostBelow + tiedLost / 2) / lost : (won - wonBelow - tiedWon / 2) / won;
    }
    pairs += tiedWon * (lostBelow + tiedLost / 2);
    lostBelow += tiedLost;
    wonBelow += tiedWon;
  }
  // Divided once, so that a score that says nothing has exactly one half.
  const area = pairs / (won * lost);
  return {
    kind: "area",
    area,
    standardError: Math.sqrt(spread(placements, outcomes, area, weightOf, clusters, lost, won)),
  };
}

function spread(
  placements: Float64Array,
  outcomes: Uint8Array,
  area: number,
  weightOf: (row: number) => number,
  clusters: Int32Array | undefined,
  lost: number,
  won: number,
): number {
  // What each cluster adds to the won side and to the lost side, each as a share of its side.
  const wonParts = new Map<number, number>();
  const lostParts = new Map<number, number>();
  for (let row = 0; row < outcomes.length; row++) {
    const [parts, side] = outcomes[row] === 1 ? [wonParts, won] : [lostParts, lost];
    const cluster = clusters ? (clusters[row] ?? 0) : row;
    if (weightOf(row) === 0) continue;
    parts.set(cluster, (parts.get(cluster) ?? 0) + (weightOf(row) * ((placements[row] ?? 0) - area)) / side);
  }
  const sumOfSquares = (parts: Map<number, number>) => {
    let sum = 0;
    for (const part of parts.values()) sum += part * part;
    return parts.size > 1 ? (sum * parts.size) / (parts.size - 1) : sum;
  };
  let together = 0;
  if (clusters) for (const [cluster, part] of wonParts) together += part * (lostParts.get(cluster) ?? 0);
  return Math.max(0, sumOfSquares(wonParts) + sumOfSquares(lostParts) + 2 * together);
}
