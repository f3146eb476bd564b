import { expect, test } from "vitest";
import type { CardRow, IdealCustomer, RowCondition } from "../contract.ts";
import { bandWords, conditionWords, headCard, neverBuysWords, pointsWords, whyNone, whyWords } from "./tell-card.ts";

const reader = { locale: "en-GB" };
const wording = { reader, currency: "EUR" };
const value = (heading: string, said: string): RowCondition => ({ kind: "value", heading, value: said });
const range = (from: number | null, below: number | null, money = false): RowCondition => ({
  ...{ kind: "range", heading: money ? "Amount" : "Employees", from, below, money },
});
const won = { won: 30, deals: 100, value: 0.3, low: 0.2, high: 0.4 };
const row = (is: RowCondition, points: number): CardRow => ({
  ...{ key: `${is.heading}${points}`, is, points, shown: won, notShown: won, adjustedP: 0.001 },
});
const card = (rows: CardRow[]): IdealCustomer => ({
  ...{ kind: "card", won: 300, lost: 400, leftOut: [], looked: 40, rows, bands: [] },
  quality: { area: 0.6, low: 0.57, high: 0.63, calibrationSlope: 1, calibrationError: 0.02 },
  neverBuys: { threshold: 0.05, lowest: null, named: false },
});

test("conditions, points and bands are said as people say them", () => {
  expect(conditionWords(value("Lead source", "Referral"), wording)).toBe("Lead source: Referral");
  expect(conditionWords(range(120, null), wording)).toBe("Employees: 120 or more");
  expect(conditionWords(range(null, 1_200), wording)).toBe("Employees: below 1,200");
  expect(conditionWords(range(520_000, 2_000_000, true), wording)).toBe("Amount: €5,200 to below €20,000");
  expect([3, -2, 0].map((points) => pointsWords(points, reader))).toEqual(["+3", "−2", "0"]);
  const bands = [
    { from: null, until: -2 },
    { from: -1, until: -1 },
    { from: 0, until: 2 },
    { from: 3, until: null },
  ];
  expect(bands.map((band) => bandWords(band, reader))).toEqual(["−2 or fewer", "−1", "0 to +2", "+3 or more"]);
});

test("the title is the finding", () => {
  const [best, worst] = [row(value("Lead source", "Referral"), 3), row(range(1_200, null), -2)];
  expect(headCard(card([worst, best]), wording)).toBe("“Referral” fits us best, Employees: 1,200 or more least");
  const better = { ...row(value("Persona", "Owners"), 3), shown: { ...won, value: 0.5 } };
  expect(headCard(card([best, better]), wording)).toBe("“Owners” fits us best");
  expect(headCard(card([best]), wording)).toBe("“Referral” fits us best");
  expect(headCard(card([worst]), wording)).toBe("Employees: 1,200 or more fits us least");
  expect(headCard(null, wording)).toBe("Ideal customer");
});

test("where there is none it says what is missing", () => {
  const few = { kind: "too-few" as const, won: 60, lost: 140, needed: 100, leftOut: [] };
  expect(whyNone(few, reader)).toContain(
    "60 deals were won and 140 lost. A scorecard takes 100 of each: 40 more wins to go.",
  );
  const nothing = { kind: "nothing" as const, won: 200, lost: 300, looked: 61, leftOut: [] };
  expect(whyNone(nothing, reader)).toContain("61 things were held against how deals ended. None goes with winning");
});

test("who never buys is said with the limit, and so is why nobody is", () => {
  const lowest = { until: -6, won: 0, deals: 150, value: 0, low: 0, high: 0.025 };
  expect(neverBuysWords({ threshold: 0.05, lowest, named: true }, reader)).toContain(
    "of 150 closed deals with −6 or fewer points, none was won, by scorecards that had not seen them; up to 2.5 in 100 may be",
  );
  const some = { ...lowest, won: 14, high: 0.38 };
  expect(neverBuysWords({ threshold: 0.05, lowest: some, named: false }, reader)).toBe(
    "Nobody is named: of 150 closed deals with −6 or fewer points, 14 were won, so that up to 38 in 100 may well be. Named is only of whom fewer than 5 in 100 buy, even at the upper limit.",
  );
});

test("why a deal has its points", () => {
  const applies = [
    { is: value("Lead source", "Outbound"), points: -3 },
    { is: range(1_200, null), points: -2 },
  ];
  expect(whyWords({ applies }, wording)).toBe("Outbound −3, Employees: 1,200 or more −2");
  expect(whyWords({ applies: [{ is: value("Public tender", "Yes"), points: -1 }] }, wording)).toBe(
    "Public tender: Yes −1",
  );
  expect(whyWords({ applies: [] }, wording)).toBe("Nothing of the scorecard applies");
});
