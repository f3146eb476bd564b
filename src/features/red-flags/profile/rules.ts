import type { Instant } from "../../../platform/dates.ts";
import type { AttributeCondition, AttributeField } from "../contract.ts";
import { down, type FactsOf, type FlagReader, type Limits, type Sight, unknown, up } from "../readings/rules.ts";

/** What the record says of a field at an instant: a text or a number as told, or why it cannot be read. */
type Told =
  | { kind: "told"; text: string; number: number | null }
  | { kind: "missing" }
  | { kind: "unknown"; why: string };

/** The deal is not of the kind we win: something said about it is outside what the team wants. */
export function attributeFlag(known: FactsOf<"attribute">, { condition }: Limits<"attribute">): FlagReader {
  if (!condition) {
    return {
      at: () => unknown(() => "Nobody has said yet what this flag looks for."),
      turns: () => [],
    };
  }
  const { field, is } = condition;
  const name = nameOf(field);
  return {
    at: (at) => judge(name, toldAt(known, field, at), is),
    turns: () => [
      ...known.attributes.map(({ knownAt }) => knownAt),
      ...known.amountChanges.map(({ changedAt }) => changedAt),
    ],
  };
}

function nameOf(field: AttributeField): string {
  return field.kind === "attribute" ? field.heading : field.kind === "amount" ? "The amount" : "The lead source";
}

function toldAt({ attributes, amountChanges }: FactsOf<"attribute">, field: AttributeField, at: Instant): Told {
  if (field.kind === "amount") {
    const amount = amountChanges.findLast(({ changedAt }) => changedAt <= at);
    if (!amount || amount.amountCents === null) return { kind: "missing" };
    if (amount.currency !== null && amount.currency !== field.currency) {
      return {
        kind: "unknown",
        why: `The amount is in ${amount.currency}, and this flag counts in ${field.currency}.`,
      };
    }
    const number = amount.amountCents / 100;
    return { kind: "told", text: `${number} ${field.currency}`, number };
  }
  const then = attributes.filter(({ knownAt }) => knownAt <= at);
  const found = then.find(({ source, heading }) =>
    field.kind === "lead-source" ? source === "lead-source" : source === "crm" && sameText(heading, field.heading),
  );
  if (found) return { kind: "told", text: found.value, number: numberIn(found.value) };
  // Not recorded is not missing: a deal of which the CRM told no field at all has nowhere to fill it in.
  const nothingTold = field.kind === "attribute" && !then.some(({ source }) => source === "crm");
  return nothingTold ? { kind: "unknown", why: "No field of the CRM is recorded on this deal." } : { kind: "missing" };
}

function judge(name: string, told: Told, is: AttributeCondition["is"]): Sight {
  if (told.kind === "unknown") return unknown(() => told.why);
  const isSaid = () => (told.kind === "told" ? `${name} is “${told.text}”` : `${name} is not filled in`);
  const upIf = (holds: boolean, limit = "") =>
    holds ? up("warn", () => `${isSaid()}${limit}.`) : down(() => `${isSaid()}${limit}.`);
  if (is.kind === "missing") return upIf(told.kind === "missing");
  if (told.kind === "missing") return unknown(() => `${isSaid()}.`);
  switch (is.kind) {
    case "any-of":
      return upIf(is.values.some((value) => sameText(value, told.text)));
    case "none-of":
      return upIf(!is.values.some((value) => sameText(value, told.text)));
    case "above":
    case "below": {
      const { number } = told;
      if (number === null) return unknown(() => `${isSaid()}, which is no number we can read.`);
      const holds = is.kind === "above" ? number > is.number : number < is.number;
      return upIf(holds, `; the limit is ${is.number}`);
    }
  }
}

/** Names that differ only in case or in spaces around them are one name. */
const sameText = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

/** A number as a CRM writes it. "1,200" may be a thousand or a little more than one, and is left alone. */
function numberIn(text: string): number | null {
  const plain = text.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(plain)) return Number(plain);
  if (/^-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|^-?\d{1,3}(?:,\d{3})+\.\d+$/.test(plain))
    return Number(plain.replaceAll(",", ""));
  return null;
}
