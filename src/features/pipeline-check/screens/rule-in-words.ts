import { countWords, moneyWords, type Reader } from "../../../ui/words.ts";
import type { CheckedRule } from "../contract.ts";

/** "€120K, $40K": the money at risk, a sum for each currency; empty without any. */
export function moneyAtRiskWords({ moneyAtRisk }: CheckedRule, reader: Pick<Reader, "locale">): string {
  return moneyAtRisk
    .map(({ amountCents, currency }) => moneyWords(amountCents, currency, reader, { short: true }))
    .join(", ");
}

/** "No decision maker: 5 of 42 open deals at risk (€120K), 3 not known, 1 resting." */
export function ruleInWords(rule: CheckedRule, reader: Pick<Reader, "locale">): string {
  const { atRisk, safe, unknown, resting, commitment, flagName } = rule;
  const money = atRisk > 0 ? moneyAtRiskWords(rule, reader) : "";
  const all = countWords(atRisk + safe + unknown, "open deal", "open deals", reader);
  return [
    commitment ? `${flagName}: ` : "This costs the whole team. ",
    `${atRisk} of ${all} at risk${money ? ` (${money})` : ""}`,
    unknown > 0 ? `, ${unknown} not known` : "",
    resting > 0 ? `, ${resting} resting` : "",
    ".",
  ].join("");
}
