import { type NoVariation, noVariation } from "./no-variation.ts";
import { twoSidedP } from "./normal-distribution.ts";
import type { PValue } from "./p-value.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** Deals as columns: row r is a deal of customer `cluster[r]`, within the stratum `stratum[r]`. Both are numbered from 0. */
export interface ClusteredRows {
  /** Whether it shows what is asked about (1) or not (0). Any other value leaves the row out: it is not known. */
  readonly exposed: Uint8Array;
  /** Whether it was won (1) or not (0). */
  readonly won: Uint8Array;
  readonly stratum: Int32Array;
  readonly cluster: Int32Array;
}

/** The p-value, the standardised score behind it, and how many customers it really rests on. */
export interface ClusteredScore extends PValue {
  readonly z: number;
  readonly rests: number;
}

/**
 * Question: among deals alike, do those with it win as often as those without, when deals of one customer hang together: a
 * loyal customer's hundred wins are one reason and not a hundred?
 *
 * Formula: with x the exposure, y the outcome, x̄ and ȳ the means of a stratum of n rows, each row's share of the score is
 * (x − x̄)(y − ȳ)·√(n/(n − 1)); a customer's is u, the sum over its rows. z = Σu/√(Σu²·(1 + 1/G)) is held against the normal
 * distribution. G = (Σu²)²/Σu⁴ is on how many customers it really rests: as many of equal weight would scatter as these do.
 *
 * Assumptions: customers independent of each other. Nothing about how deals of one hang together. With one deal a customer and
 * one stratum it is the usual score test of two shares, but for its variance.
 * Units: a probability. Failure values: no stratum with both kinds, too few (outOf 0, 2 needed); where both are met all were
 * won or all lost, no variation.
 * Source: Liang & Zeger (1986), Biometrika 73, 13–22; Rotnitzky & Jewell (1990), Biometrika 77, 485–497 (the score
 * test). 1 + 1/G was chosen among several ways by simulation, as the page tells.
 * Example: in the page docs/methods/clustered-score-test.md, run as a test.
 */
export function clusteredScoreTest({
  exposed,
  won,
  stratum,
  cluster,
}: ClusteredRows): ClusteredScore | TooFew | NoVariation {
  const strata = highest(stratum) + 1;
  const [rows, shown, wins] = [new Float64Array(strata), new Float64Array(strata), new Float64Array(strata)];
  for (let row = 0; row < exposed.length; row++) {
    if ((exposed[row] ?? 2) > 1) continue;
    const at = stratum[row] ?? 0;
    rows[at] = (rows[at] ?? 0) + 1;
    shown[at] = (shown[at] ?? 0) + (exposed[row] ?? 0);
    wins[at] = (wins[at] ?? 0) + (won[row] ?? 0);
  }
  const compares = (at: number) => (shown[at] ?? 0) > 0 && (shown[at] ?? 0) < (rows[at] ?? 0);
  if (!rows.some((_, at) => compares(at))) return tooFew(0, 2);

  const scores = new Float64Array(highest(cluster) + 1);
  for (let row = 0; row < exposed.length; row++) {
    const at = stratum[row] ?? 0;
    if ((exposed[row] ?? 2) > 1 || !compares(at)) continue;
    const n = rows[at] ?? 0;
    const [x, y] = [(exposed[row] ?? 0) - (shown[at] ?? 0) / n, (won[row] ?? 0) - (wins[at] ?? 0) / n];
    const whose = cluster[row] ?? 0;
    scores[whose] = (scores[whose] ?? 0) + x * y * Math.sqrt(n / (n - 1));
  }
  let [sum, squares, fourths] = [0, 0, 0];
  for (const score of scores) {
    sum += score;
    squares += score ** 2;
    fourths += score ** 4;
  }
  if (squares < 1e-18) return noVariation;
  const rests = squares ** 2 / fourths;
  const z = sum / Math.sqrt(squares * (1 + 1 / rests));
  return { kind: "p-value", z, rests, p: twoSidedP(z) };
}

function highest(numbers: Int32Array): number {
  return numbers.reduce((most, each) => Math.max(most, each), -1);
}
