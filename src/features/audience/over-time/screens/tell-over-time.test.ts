import { expect, test } from "vitest";
import type { PersonaOverTime } from "../contract.ts";
import { changeWords, headOverTime, othersWords } from "./tell-over-time.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-22T12:00:00Z") };
const wins = (won: number, deals: number) => ({
  ...{ won, deals, rate: { kind: "known" as const, value: won / deals, low: 0, high: 1 } },
});
const change = {
  ...{ kind: "known" as const, since: "2026-03-12", earliest: "2026-02-03", latest: "2026-04-20", stands: true },
  ...{ before: wins(52, 100), after: wins(31, 100), difference: { value: -0.21, low: -0.4, high: -0.02 } },
  ...{ p: 0.001, adjustedP: 0.002, others: { before: wins(44, 100), after: wins(45, 100) } },
};
const persona = (name: string, more: Partial<typeof change> = {}): PersonaOverTime => ({
  ...{ id: name, name, won: 83, deals: 200, from: "2025-01-02", quarters: [], change: { ...change, ...more } },
});

test("the title names who stopped fitting, and nobody of whom it may be chance", () => {
  expect(headOverTime({ personas: [persona("Planners")], looked: 2 }, reader)).toBe(
    "Planners stopped fitting around 12 Mar",
  );
  const both = [persona("Planners"), persona("Owners")];
  expect(headOverTime({ personas: both, looked: 2 }, reader)).toBe("2 personas stopped fitting: Planners, Owners");
  expect(headOverTime({ personas: [persona("Planners", { stands: false })], looked: 1 }, reader)).toBe(
    "No persona stopped fitting",
  );
  const rose = { difference: { value: 0.2, low: 0.1, high: 0.3 } };
  expect(headOverTime({ personas: [persona("Planners", rose)], looked: 1 }, reader)).toMatch(/some fit better/);
  expect(headOverTime({ personas: [], looked: 0 }, reader)).toMatch(/^Too few/);
});

test("a change is told with the days it may lie on, beside everybody else", () => {
  expect(changeWords(change, reader)).toBe("52% won before 12 Mar, 31% since. The day lies between 3 Feb and 20 Apr.");
  expect(othersWords(change, reader)).toBe("The other personas: 44% before, 45% since.");
});
