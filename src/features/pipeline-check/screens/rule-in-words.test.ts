import { expect, test } from "vitest";
import type { CheckedRule } from "../contract.ts";
import { ruleInWords } from "./rule-in-words.ts";

const rule: CheckedRule = {
  flagId: "flag",
  flagName: "Gone quiet",
  commitment: null,
  costly: true,
  repairs: [],
  atRisk: 5,
  safe: 34,
  unknown: 3,
  resting: 1,
  moneyAtRisk: [
    { amountCents: 12_000_000, currency: "EUR" },
    { amountCents: 40_000_00, currency: "USD" },
  ],
};
const reader = { locale: "en-US" };

test("a team flag says what it costs, in every currency, out of the deals that are looked at", () => {
  expect(ruleInWords(rule, reader)).toBe(
    "This costs the whole team. 5 of 42 open deals at risk (€120K, $40K), 3 not known.",
  );
});

test("without risk no money is named, and nothing unknown is left unsaid", () => {
  expect(ruleInWords({ ...rule, atRisk: 0, unknown: 0, safe: 1 }, reader)).toBe(
    "This costs the whole team. 0 of 1 open deal at risk.",
  );
});

test("a commitment says its own words", () => {
  const commitment = {
    id: "1",
    memberId: "me",
    memberName: "Ada",
    dealId: null,
    dealName: null,
    flagId: "flag",
    flagName: "Gone quiet",
    repairId: "repair",
    repairName: "Call",
    wording: "If it goes quiet, I call.",
    madeAt: "2026-11-22T11:00:00Z",
    endedAt: null,
  };
  expect(ruleInWords({ ...rule, commitment }, reader)).toMatch(/^If it goes quiet, I call\. 5 of 42/);
});
