import { expect, test } from "vitest";
import type { CheckedRule } from "../pipeline-check/contract.ts";
import { worthALook } from "./rules.ts";

const rule = (flagName: string, atRisk: number, ...moneyAtRisk: CheckedRule["moneyAtRisk"]): CheckedRule => ({
  flagId: flagName,
  flagName,
  commitment: null,
  costly: true,
  repairs: [],
  atRisk,
  safe: 0,
  unknown: 0,
  resting: 0,
  moneyAtRisk,
});
const euros = (amountCents: number) => ({ amountCents, currency: "EUR" });

test("what is at risk stands by its money, promised or not; without any, by its deals", () => {
  const rules = [
    rule("Promised", 2, euros(5_000)),
    rule("Nothing up", 0),
    rule("Many without an amount", 9),
    rule("Few without an amount", 1),
    rule("Elsewhere", 3, { amountCents: 9_000_000, currency: "USD" }),
    rule("The big one", 1, { amountCents: 1, currency: "USD" }, euros(80_000)),
  ];
  expect(worthALook(rules, "EUR").map(({ flagName }) => flagName)).toEqual([
    "The big one",
    "Promised",
    "Many without an amount",
    "Elsewhere",
    "Few without an amount",
  ]);
});
