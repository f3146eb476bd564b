import { type AgreementTable, agreementOf, sum } from "./agreement-table.ts";
import { limitsOfAgreement, type MeasuredAgreement } from "./limits-of-agreement.ts";
import { type NoVariation, noVariation } from "./no-variation.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/**
 * Question: rep and manager each named the reason of the same losses; how much more often do they agree than two people
 * would who name reasons as often as they do, but blindly?
 *
 * Formula: κ = (a − e)/(1 − e), a the share agreed on, e = Σ pᵢqᵢ the share two blind people would agree on. The variance is
 * that of Fleiss, Cohen and Everitt, for κ other than 0.
 *
 * Assumptions: losses independent; both judged all of them. Where one answer is given nearly always, κ falls near 0
 * although the two agree nearly always; Gwet's AC1 does not, and is the figure to show then.
 * Units: 1 full agreement, 0 no more than blind, below 0 less. `level` is the coverage; the interval is cut to −1 to 1.
 * Failure values: nothing judged by both, too few (1 needed); both said one and the same throughout, no variation. With full
 * agreement nothing scatters, and the lower limit is Wilson's for the share agreed on.
 * Source: Cohen (1960), Educational and Psychological Measurement 20, 37–46; Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72, 323–327.
 * Example: cohensKappa([[20, 5], [10, 15]]) → 0.4, from 0.1511 to 0.6489.
 */
export function cohensKappa(table: AgreementTable, level = 0.95): MeasuredAgreement | TooFew | NoVariation {
  const { of, cells, first, second, agreed } = agreementOf(table);
  if (of === 0) return tooFew(0, 1);
  const blind = sum(first.map((share, answer) => share * (second[answer] ?? 0)));
  if (1 - blind < 1e-12) return noVariation;
  const kappa = (agreed - blind) / (1 - blind);
  // The delta method: what each cell does to κ, less what all do on average.
  const pull = (i: number, j: number) => (i === j ? 1 : 0) - (1 - kappa) * ((second[i] ?? 0) + (first[j] ?? 0));
  const squares = sum(cells.map((row, i) => sum(row.map((share, j) => share * pull(i, j) ** 2))));
  const average = agreed - 2 * (1 - kappa) * blind;
  const variance = Math.max(0, squares - average * average) / (of * (1 - blind) ** 2);
  return limitsOfAgreement({ estimate: kappa, variance, blind, of, agreed, level });
}
