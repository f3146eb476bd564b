import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fractionDigitsOf } from "../../../platform/money.ts";
import { DecimalEvidence, readAmount, readCurrency } from "./read-money.ts";

const read = (text: string, decimal: "." | "," = ".", currency = "EUR") => {
  const amount = readAmount(text, decimal, currency, fractionDigitsOf);
  return amount && [amount.minor, amount.currency];
};
const settle = (values: string[]) => {
  const evidence = new DecimalEvidence();
  for (const value of values) evidence.add(value);
  return evidence.settle();
};

describe("amounts as CRMs write them", () => {
  test.each([
    ["$22,700.00", ".", [2_270_000, "USD"]],
    ["1.234,56", ",", [123_456, null]],
    ["1.234,56 €", ",", [123_456, "EUR"]],
    ["EUR 1.234,56", ",", [123_456, "EUR"]],
    ["1 234,56", ",", [123_456, null]],
    ["1'234.50", ".", [123_450, null]],
    ["12,34,567.00", ".", [123_456_700, null]],
    ["(1,234.00)", ".", [-123_400, null]],
    ["-12", ".", [-1200, null]],
    ["1054", ".", [105_400, null]],
    ["1054.005", ".", [105_401, null]],
    ["US$ 5", ".", [500, "USD"]],
    ["22.7k", ".", [2_270_000, null]],
    ["¥1,200", ".", [1200, "JPY"]],
    ["£.50", ".", [50, "GBP"]],
    ["1,5", ".", null],
    ["1,23,4", ".", null],
    ["twelve", ".", null],
    ["12 apples", ".", null],
    ["1-2", ".", null],
    ["=1+1", ".", null],
    ["99999999999999999999", ".", null],
  ] as const)("%s", (text, decimal, amount) => {
    expect(read(text, decimal)).toEqual(amount);
  });

  test("a dollar is the workspace's own, where it has one", () => {
    expect(read("$5", ".", "CAD")).toEqual([500, "CAD"]);
    expect(readCurrency("US Dollar (USD)", "EUR")).toBe("USD");
  });

  test("the sign before the cents is settled from the whole column", () => {
    expect(settle(["1.234", "1.234,56"])).toBe(",");
    expect(settle(["1,234", "1,234.56"])).toBe(".");
    expect(settle(["4.821", "1.100"])).toBe(",");
    expect(settle(["4,821", "1,100"])).toBe(".");
    expect(settle(["1.234.567"])).toBe(",");
    expect(settle(["12.5", "4.821"])).toBe(".");
    expect(settle(["100", "200"])).toBe(".");
  });

  test("every amount comes back from every way of writing it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e14, max: 1e14 }),
        fc.constantFrom(
          ["en-US", ".", "USD"],
          ["de-DE", ",", "EUR"],
          ["fr-FR", ",", "EUR"],
          ["de-CH", ".", "CHF"],
          ["en-IN", ".", "INR"],
        ),
        (minor, [locale = "", decimal, currency = ""]) => {
          const written = new Intl.NumberFormat(locale, { style: "currency", currency }).format(
            `${minor}e-2` as unknown as number,
          );
          expect(readAmount(written, decimal as "." | ",", "EUR", fractionDigitsOf)).toEqual({
            minor: minor === 0 ? 0 : minor,
            currency,
          });
        },
      ),
    );
  });
});
