import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTypedAmount, typedAmount } from "./read-typed-amount.ts";

describe("an amount somebody types", () => {
  it.each([
    ["22700", 2_270_000],
    ["22,700", 2_270_000],
    ["22.700", 2_270_000],
    ["22 700,50", 2_270_050],
    ["22'700.50", 2_270_050],
    ["22.700,5", 2_270_050],
    ["1,234,567", 123_456_700],
    ["1.234.567,89", 123_456_789],
    ["€ 900", 90_000],
    ["900 EUR", 90_000],
    ["12,5", 1_250],
    ["12.50", 1_250],
    [".5", 50],
    ["45k", 4_500_000],
    ["1,2 M", 120_000_000],
    ["0", 0],
  ])("reads %s", (text, minor) => {
    expect(readTypedAmount(text, "EUR")).toBe(minor);
  });

  it.each(["ten", "1.2.3", "12,34,56", "-5", "1.234,567.8", "5 USD", "99999999999999"])("refuses %s", (text) => {
    expect(readTypedAmount(text, "EUR")).toBeUndefined();
  });

  it("knows nothing typed from nothing owed", () => {
    expect(readTypedAmount("  ", "EUR")).toBeNull();
  });

  it("reads a yen as the smallest coin", () => {
    expect(readTypedAmount("22,700", "JPY")).toBe(22_700);
  });

  it("reads back what it put into the field, in every country's writing", () => {
    const locale = fc.constantFrom("en-US", "de-DE", "de-CH", "fr-FR", "en-IN", "pt-BR", "sv-SE");
    const currency = fc.constantFrom("EUR", "JPY", "USD");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), currency, locale, (minor, money, place) => {
        expect(readTypedAmount(typedAmount(minor, money, place), money)).toBe(minor);
      }),
    );
  });
});
