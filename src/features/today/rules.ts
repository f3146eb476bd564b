import type { CheckedRule } from "../pipeline-check/contract.ts";
import { worstMoneyFirst } from "../pipeline-check/rules.ts";

/** Each list shows its first few; the rest has a page of its own. */
export const firstFew = 5;
/** A call to a lost customer is shown a week ahead, so that it can be prepared. */
export const lookAheadDays = 7;
/** How many results the form strip shows. */
export const formLength = 12;

/** Flags that are up nowhere, but only because most open deals' records lack what they are read from. */
export function mostlyNotKnown(rules: readonly CheckedRule[]): string[] {
  const blind = rules.filter(({ atRisk, safe, unknown }) => atRisk === 0 && unknown > safe);
  return [...new Set(blind.map(({ flagName }) => flagName))];
}

/** Only what is at risk belongs on a page for today, worst money first; the full check shows what is safe, too. */
export function worthALook(rules: readonly CheckedRule[], currency: string): CheckedRule[] {
  return worstMoneyFirst(
    rules.filter((rule) => rule.atRisk > 0),
    currency,
  ).slice(0, firstFew);
}
