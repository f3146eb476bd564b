import { dayWords, type Reader } from "../../../../ui/words.ts";
import type { AimCondition, AimKind, AimShape } from "../contract.ts";
import { takesNothing } from "../rules.ts";

type Words = {
  one: string;
  many: string;
  title: string;
  lead: string;
  add: string;
  addTitle: string;
  empty: string;
  example: string;
  name: string;
  placeholder: string;
};

export const kindWords: Record<AimKind, Words> = {
  persona: {
    ...{ one: "persona", many: "personas", title: "Whom we aim at" },
    lead: "A deal is of the persona that your CRM names, else of the first below that fits; what somebody says on the deal itself comes before both.",
    ...{ add: "Add a persona", addTitle: "Whom do we aim at?", empty: "Nobody is named yet." },
    example:
      "Operations leads: run planning in a company of 20 to 200. Deals whose first contact's job title holds “operations”. 412 deals.",
    ...{ name: "Name", placeholder: "Operations leads" },
  },
  campaign: {
    ...{ one: "campaign", many: "campaigns", title: "With what we reach them" },
    lead: "A deal is of the campaign that your CRM names, else of the first below that fits; what somebody says on the deal itself comes before both.",
    ...{ add: "Add a campaign", addTitle: "With what do we reach them?", empty: "No campaign is named yet." },
    example: "Spring fair: deals that came from Event between 1 March and 30 June. “Planning without spreadsheets”.",
    ...{ name: "Name", placeholder: "Spring fair" },
  },
};

const anyOf = (values: readonly string[]): string =>
  values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;

function conditionWords(condition: AimCondition): string {
  const values = anyOf(condition.values);
  switch (condition.of) {
    case "column":
      return `${condition.column} is ${values}`;
    case "source":
      return `the source is ${values}`;
    case "contact-title":
      return `the first contact's job title holds ${values}`;
  }
}

/** "the source is Event; began from 1 Mar 2026 to 30 Jun 2026": what takes a deal for this one's. */
export function fitsWords(aim: AimShape, reader: Reader): string {
  if (takesNothing(aim)) return "Only where the CRM or somebody names it";
  const { source, startsOn, endsOn, rule } = aim;
  const from = startsOn === null ? null : `from ${dayWords(startsOn, reader)}`;
  const until = endsOn === null ? null : `until ${dayWords(endsOn, reader)}`;
  const days = [from, until].filter((part) => part !== null).join(" ");
  const parts = [
    ...(source === null ? [] : [`the source is ${source}`]),
    ...(days === "" ? [] : [`it began ${days}`]),
    ...rule.map(conditionWords),
  ];
  const [first = "", ...others] = parts;
  return [`${first.charAt(0).toUpperCase()}${first.slice(1)}`, ...others].join(", and ");
}
