import { type AgreementTable, agreementOf, sum } from "./agreement-table.ts";
import { limitsOfAgreement, type MeasuredAgreement } from "./limits-of-agreement.ts";
import { type NoVariation, noVariation } from "./no-variation.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/**
 * Question: how much more often than by chance do two people name the same reason, also where one reason is named most
 * of the time?
 *
 * Formula: AC1 = (a − e)/(1 − e), a the share agreed on, e = Σ πᵢ(1 − πᵢ)/(k − 1) over k answers, πᵢ the mean of how often
 * the two give answer i. The variance is Gwet's, for two people and any number of answers.
 *
 * Assumptions: losses independent; both judged all of them; `k` counts the answers that could have been given, also those
 * nobody gave, so the table has a row for each.
 * Units: 1 full agreement, 0 no more than chance. `level` is the coverage; the interval is cut to −1 to 1.
 * Failure values: nothing judged by both, too few (1 needed); fewer than two possible answers, no variation. With full agreement the
 * lower limit is Wilson's for the share agreed on.
 * Source: Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29–48.
 * Example: gwetsAc1([[118, 5], [2, 0]]) → 0.9408, where κ is −0.0234.
 */
export function gwetsAc1(table: AgreementTable, level = 0.95): MeasuredAgreement | TooFew | NoVariation {
  const { of, cells, first, second, agreed } = agreementOf(table);
  if (of === 0) return tooFew(0, 1);
  const answers = table.length;
  if (answers < 2) return noVariation;
  const usual = first.map((share, answer) => (share + (second[answer] ?? 0)) / 2);
  const blind = sum(usual.map((share) => share * (1 - share))) / (answers - 1);
  const estimate = (agreed - blind) / (1 - blind);
  const pull = (i: number, j: number) =>
    (i === j ? 1 : 0) - (2 * (1 - estimate) * (1 - ((usual[i] ?? 0) + (usual[j] ?? 0)) / 2)) / (answers - 1);
  const squares = sum(cells.map((row, i) => sum(row.map((share, j) => share * pull(i, j) ** 2))));
  const average = sum(cells.map((row, i) => sum(row.map((share, j) => share * pull(i, j)))));
  const variance = Math.max(0, squares - average * average) / (of * (1 - blind) ** 2);
  return limitsOfAgreement({ estimate, variance, blind, of, agreed, level });
}
