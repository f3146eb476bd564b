import { expect, test } from "vitest";
import type { CycleFigures } from "../times/contract.ts";
import { changeWords, headCycle, headFunnel, headWins, openAfter } from "./tell-figures.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-22T12:00:00Z") };
const known = (value: number, low: number, high: number) => ({ kind: "known" as const, value, low, high });
const tooFew = { kind: "too-few" as const, outOf: 3, needed: 5 };

test("a change is claimed only where its interval lies on one side of zero", () => {
  const told = (value: number, low: number, high: number) => changeWords(known(value, low, high), reader);
  expect(told(0.09, 0.02, 0.16)).toBe("Won 9 points more often than in the other period, likely +2 to +16 points");
  expect(told(-0.09, -0.16, -0.02)).toMatch(/^Won 9 points less often/);
  expect(told(-0.09, -0.3, 0.1)).toBe("No clear change in the win rate: between −30 and +10 points");
  expect(changeWords(tooFew, reader)).toMatch(/^Too few/);
});

test("titles say the finding", () => {
  const money = { amountCents: 0, currency: "EUR" };
  const sums = { won: money, lost: money, deals: 0, noAmount: 0, noRate: 0, rate: tooFew };
  expect(headWins({ won: 3, lost: 5, rate: tooFew, money: sums }, reader)).toBe("We won 3 of 8 deals that closed");
  expect(headWins({ won: 0, lost: 0, rate: tooFew, money: sums }, reader)).toBe("No deal closed in this period");
  const stage = (name: string, reached: number, left: number) => ({
    ...{ stageId: name, name, reached, left, leftShare: tooFew, leftShareBefore: null, change: null },
  });
  const funnel = { name: "Sales", stages: [stage("Qualify", 11, 1), stage("Demo", 10, 5), stage("Proposal", 5, 1)] };
  expect(headFunnel(funnel, false, reader)).toBe("Most lost deals left at Demo: 5 of the 10 that came this far");
  expect(headFunnel({ ...funnel, stages: [stage("Qualify", 4, 0)] }, true, reader)).toMatch(/^No deal .* in Sales$/);
});

test("how long deals take is told from the curve, and no further than anybody was seen", () => {
  const curve = [5, 10, 20, 40].map((days, place) => ({
    ...{ days, open: [0.875, 0.625, 0.46875, 0.234375][place] ?? 0, low: 0, high: 1, atRisk: 9 },
  }));
  const at = (days: number) => ({ kind: "at" as const, days });
  const counts = { deals: 8, closed: 5, open: 3, bulkEdited: 0, undated: 0 };
  const cycle: CycleFigures = {
    ...counts,
    waiting: { kind: "known", median: at(20), low: at(5), high: at(40), curve },
  };
  expect(headCycle(cycle, reader)).toBe("Half of the deals that began are decided within 20 days");
  expect([0, 5, 19, 40, 41].map((days) => openAfter(cycle, days))).toEqual([1, 0.875, 0.625, 0.234375, null]);
  expect(headCycle({ ...counts, waiting: tooFew }, reader)).toMatch(/^Too few deals began/);
});
