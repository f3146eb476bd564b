import { countWords, moneyWords, numberWords, type Reader } from "../../../ui/words.ts";
import type { CheckedRule } from "../contract.ts";

/** "€120K, $40K": the money at risk, a sum for each currency; empty without any. */
export function moneyAtRiskWords({ moneyAtRisk }: CheckedRule, reader: Pick<Reader, "locale">): string {
  return moneyAtRisk
    .map(({ amountCents, currency }) => moneyWords(amountCents, currency, reader, { short: true }))
    .join(", ");
}

/** The promise, or that the flag is the team's, and then: "5 of 42 open deals at risk (€120K), 3 not known." */
export function ruleInWords(rule: CheckedRule, reader: Pick<Reader, "locale">): string {
  const { atRisk, safe, unknown, commitment } = rule;
  const money = atRisk > 0 ? moneyAtRiskWords(rule, reader) : "";
  const all = countWords(atRisk + safe + unknown, "open deal", "open deals", reader);
  return [
    commitment ? commitment.wording || "A promise of theirs." : "This costs the whole team.",
    ` ${numberWords(atRisk, reader)} of ${all} at risk${money ? ` (${money})` : ""}`,
    unknown > 0 ? `, ${numberWords(unknown, reader)} not known` : "",
    ".",
  ].join("");
}
