import { betaQuantile } from "./beta-distribution.ts";
import type { Interval } from "./interval.ts";
import { type NoVariation, noVariation } from "./no-variation.ts";
import { checkShare, type Share } from "./share.ts";
import { type TooFew, tooFew } from "./too-few.ts";

/** What a group's share is taken to be before its own deals are looked at: the team's, worth so many deals. */
export interface TeamShare {
  readonly kind: "team";
  readonly mean: number;
  readonly worth: number;
}

const fewestGroups = 3;

/**
 * Question: many small groups (sources, industries, months) each won some of their deals; how alike are they, and so how much
 * should a small group's share be drawn to the team's?
 *
 * Formula: shares of groups are taken as Beta(mean·worth, (1 − mean)·worth). mean is all wins over all deals; worth = (1 − ρ)/ρ, with ρ
 * the correlation within groups by the analysis of variance, (B − W)/(B + (n₀ − 1)·W), where B = Σn(p − mean)²/(k − 1),
 * W = Σn·p(1 − p)/(N − k), n₀ = (N − Σn²/N)/(k − 1). Groups that differ no more than chance would have it (ρ ≤ 0) are drawn as
 * far as the team's own N deals can carry: worth is at most N.
 *
 * Assumptions: groups are of one kind, none known beforehand to be special; deals independent within them.
 * Units: `mean` 0 to 1, `worth` in deals.
 * Failure values: fewer than three groups with deals, or no group with two, too few (groups: outOf, needed); all won or all lost,
 * no variation.
 * Source: Ridout, Demétrio & Firth (1999), Biometrics 55, 137–148 (ANOVA estimator); Kleinman (1973), Journal of the American Statistical
 * Association 68, 46–54.
 * Example: shareOfTeam([{ count: 2, of: 10 }, { count: 5, of: 10 }, { count: 8, of: 10 }]) → mean 0.5, worth 3.06.
 */
export function shareOfTeam(groups: readonly Share[]): TeamShare | TooFew | NoVariation {
  for (const group of groups) checkShare(group);
  const seen = groups.filter(({ of }) => of > 0);
  if (seen.length < fewestGroups) return tooFew(seen.length, fewestGroups);
  let [all, wins, squares] = [0, 0, 0];
  for (const { count, of } of seen) {
    all += of;
    wins += count;
    squares += of * of;
  }
  if (all === seen.length) return tooFew(0, 1);
  if (wins === 0 || wins === all) return noVariation;
  const mean = wins / all;
  let [between, within] = [0, 0];
  for (const { count, of } of seen) {
    between += of * (count / of - mean) ** 2;
    within += (count * (of - count)) / of;
  }
  between /= seen.length - 1;
  within /= all - seen.length;
  const usual = (all - squares / all) / (seen.length - 1);
  const alike = (between - within) / (between + (usual - 1) * within);
  return { kind: "team", mean, worth: alike > 0 ? Math.min(all, Math.max(1e-3, (1 - alike) / alike)) : all };
}

/**
 * Question: this group won 3 of 4; what is its win rate, seen among the team's other groups?
 *
 * Formula: the mean of Beta(mean·worth + wins, (1 − mean)·worth + losses), and its middle 95 %.
 *
 * Assumptions: as for `shareOfTeam`, whose answer is taken as known; so with very few groups the interval is a little narrow.
 * Units: shares 0 to 1; `level` is the probability within the interval. Failure values: none; a group of no deals has the team's share.
 * Source: as there. Example: shrunkenShare({ count: 3, of: 4 }, { kind: "team", mean: 0.45, worth: 16 }) → 0.51, where 3 of 4 alone say 0.75.
 */
export function shrunkenShare(group: Share, { mean, worth }: TeamShare, level = 0.95): Interval {
  checkShare(group);
  const a = mean * worth + group.count;
  const b = (1 - mean) * worth + group.of - group.count;
  const tail = (1 - level) / 2;
  return { kind: "interval", estimate: a / (a + b), low: betaQuantile(tail, a, b), high: betaQuantile(1 - tail, a, b) };
}
