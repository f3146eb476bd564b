import { type NoVariation, noVariation } from "./no-variation.ts";
import { twoSidedP } from "./normal-distribution.ts";
import type { PValue } from "./p-value.ts";
import { comparable, type Stratum } from "./strata.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/**
 * Question: among deals of one size and pipeline, do those with it win as often as those without? One answer over all
 * sizes and pipelines.
 *
 * Formula: with a wins among n₁ deals with it, n₀ without, m won and n − m lost in a stratum,
 * χ² = (Σa − Σn₁m/n)² / Σ n₁n₀m(n − m)/(n²(n − 1)), one degree of freedom, without continuity correction.
 *
 * Assumptions: deals independent, each in one stratum. Strata may be many and small. It sees differences that lean the same
 * way everywhere; opposite ones cancel.
 * Failure values: no stratum with deals on both sides, too few (outOf 0, 2 needed); each such stratum all won or all
 * lost, no variation.
 * Source: Mantel & Haenszel (1959), Journal of the National Cancer Institute 22, 719–748; R's mantelhaen.test(correct = FALSE).
 * Example: mantelHaenszelTest([{ exposed: { count: 3, of: 20 }, others: { count: 12, of: 30 } }]) → p 0.0614.
 */
export function mantelHaenszelTest(strata: readonly Stratum[]): PValue | TooFew | NoVariation {
  const compared = comparable(strata);
  if (compared.length === 0) return tooFew(0, 2);
  let beyond = 0;
  let variance = 0;
  for (const { exposed, others } of compared) {
    const n = exposed.of + others.of;
    const won = exposed.count + others.count;
    beyond += exposed.count - (exposed.of * won) / n;
    variance += ((exposed.of / n) * (others.of / n) * won * (n - won)) / (n - 1);
  }
  return variance === 0 ? noVariation : { kind: "p-value", p: twoSidedP(beyond / Math.sqrt(variance)) };
}
