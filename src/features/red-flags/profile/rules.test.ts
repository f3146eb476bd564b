import { describe, expect, test } from "vitest";
import type { DealRecord } from "../../deals/rules.ts";
import type { AttributeCondition, AttributeField } from "../contract.ts";
import { context, emptyRecord, on, watch } from "../red-flags.fixture.ts";
import { readFlag } from "../rules.ts";

const industry: AttributeField = { kind: "attribute", heading: "Industry" };
const employees: AttributeField = { kind: "attribute", heading: "Employees" };
const crm = (heading: string, value: string) => ({ source: "crm" as const, heading, value, knownAt: on("2026-03-02") });
const read = (record: Partial<DealRecord>, field: AttributeField, is: AttributeCondition["is"]) => {
  const flag = watch({ kind: "attribute", condition: { field, is } });
  const { kind, level, evidence } = readFlag({ ...emptyRecord, ...record }, on("2026-03-10"), flag, context);
  return [kind, level, evidence];
};

describe("a flag on a field of the deal", () => {
  const retail = { attributes: [crm("Industry", " retail ")] };
  test("is up where the field says one of the values, whatever the case", () => {
    expect(read(retail, industry, { kind: "any-of", values: ["Banking", "Retail"] })).toEqual([
      ...["up", "warn", "Industry is “ retail ”."],
    ]);
    expect(read(retail, industry, { kind: "any-of", values: ["Banking"] })[0]).toBe("down");
    expect(read(retail, industry, { kind: "none-of", values: ["Banking"] })[0]).toBe("up");
  });

  test("is unknown where the field is not filled in, unless that is what it looks for", () => {
    expect(read(retail, employees, { kind: "below", number: 50 })).toEqual([
      ...["unknown", null, "Employees is not filled in."],
    ]);
    expect(read(retail, employees, { kind: "missing" })[0]).toBe("up");
    expect(read(retail, industry, { kind: "missing" })[0]).toBe("down");
  });

  test("does not hold a deal to fields it never had", () => {
    expect(read({}, industry, { kind: "missing" })).toEqual([
      ...["unknown", null, "No field of the CRM is recorded on this deal."],
    ]);
  });

  test.each([
    ["20", "up"],
    ["50", "down"],
    ["1,250,000", "down"],
    ["49.5", "up"],
    ["-3", "up"],
    ["1,200", "unknown"],
    ["about 20", "unknown"],
  ])("reads %j as a number only where it can be one alone: %s", (value, kind) => {
    expect(read({ attributes: [crm("Employees", value)] }, employees, { kind: "below", number: 50 })[0]).toBe(kind);
  });

  test("reads the amount in its own currency, as it was then", () => {
    const changed = (amountCents: number | null, day: string, currency = "EUR") => ({
      ...{ amountCents, currency, changedAt: on(day), knownAt: on(day) },
    });
    const amount: AttributeField = { kind: "amount", currency: "EUR" };
    const above = { kind: "above", number: 1000 } as const;
    const amountChanges = [changed(150_000, "2026-03-02"), changed(50_000, "2026-03-12")];
    expect(read({ amountChanges }, amount, above)).toEqual([
      "up",
      "warn",
      "The amount is “1500 EUR”; the limit is 1000.",
    ]);
    expect(read({ amountChanges: [changed(150_000, "2026-03-02", "USD")] }, amount, above)[0]).toBe("unknown");
    expect(read({ amountChanges: [changed(null, "2026-03-02")] }, amount, { kind: "missing" })[0]).toBe("up");
  });

  test("says nothing until the team says what it looks for", () => {
    const flag = watch({ kind: "attribute", condition: null });
    expect(readFlag({ ...emptyRecord, ...retail }, on("2026-03-10"), flag, context)).toMatchObject({
      kind: "unknown",
      evidence: "Nobody has said yet what this flag looks for.",
    });
  });
});
