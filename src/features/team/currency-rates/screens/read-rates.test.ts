import { expect, test } from "vitest";
import { readRates } from "./read-rates.ts";

const usd = (fromOn: string, rate: number) => ({ currency: "USD", fromOn, rate });

test("rates are read as spreadsheets export them and as people write them", () => {
  const text =
    '\uFEFFDay,Currency,Rate\r\n2026-01-01,USD,0.92\r\n"2026-02-01","usd","0.91"\n2026-03-01;USD;0,9\nUSD 2026-04-01 1\n\n';
  expect(readRates(text)).toEqual({
    rates: [usd("2026-01-01", 0.92), usd("2026-02-01", 0.91), usd("2026-03-01", 0.9), usd("2026-04-01", 1)],
    unread: [],
  });
});

test("what is no rate is told, and nothing is guessed", () => {
  const lines = ["2026-02-31,USD,0.9", "2026-01-01,USD,0", "01/02/2026,USD,0.9", "2026-01-01,Dollar,0.9", "USD,0.9"];
  expect(readRates(lines.join("\n"))).toEqual({ rates: [], unread: lines });
  expect(readRates("")).toEqual({ rates: [], unread: [] });
});
