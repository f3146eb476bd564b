import { expect, test } from "vitest";
import type { QuotaFigures, QuotaTold } from "../quota/contract.ts";
import { coverageNotes, headQuota, quotaNotes } from "./tell-quota.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-05-15T12:00:00Z") };
const euros = (amount: number) => ({ amountCents: amount * 100, currency: "EUR" });
const row = { quotas: 1, quota: euros(100_000), won: euros(54_000), share: 0.54 };
const figures: QuotaFigures = {
  ...{ people: 1, overlapping: 0, reachingBeyond: 0, byCurrency: [row], total: row, quotasWithoutRate: 0 },
  ...{ wonDeals: 2, wonNoAmount: 0, wonNoRate: 0 },
};
const coverage = {
  ...{ kind: "known" as const, left: euros(46_000), open: { deals: 6, amount: euros(59_000) } },
  ...{ openNoAmount: 0, openNoRate: 0, likely: { amount: euros(23_600), range: null } },
  ...{ share: 0.513, openShare: 1.28, byWinRate: null, inTime: true },
};
const told = (parts: Partial<Extract<QuotaTold, { kind: "told" }>>) => ({
  ...{ kind: "told" as const, period: { from: "2026-04-01", until: "2026-06-30" }, compared: null },
  ...{ figures, coverage, ...parts },
});

test("the title says what is won, and what open deals are likely to bring of the rest", () => {
  expect(headQuota(told({}), reader)).toBe(
    "54% of the quota is won; open deals are likely to bring 51% of the €46k still needed",
  );
  expect(headQuota(told({ coverage: { kind: "over" }, figures: { ...figures, people: 4 } }), reader)).toBe(
    "54% of the quotas of 4 people is won",
  );
  expect(headQuota(told({ figures: { ...figures, people: 0, byCurrency: [], total: null } }), reader)).toMatch(
    /^No quota/,
  );
});

test("what is left out is said, and how far to trust what is likely", () => {
  expect(quotaNotes(figures, reader)).toEqual([]);
  const notes = quotaNotes({ ...figures, reachingBeyond: 1, overlapping: 2, wonNoRate: 3 }, reader);
  expect(notes[0]).toBe("1 person has only quotas that reach beyond the period: they are not cut to size.");
  expect(notes[2]).toBe("3 won deals in currencies without a rate count for nothing.");
  expect(coverageNotes(coverage, reader)).toHaveLength(1);
  const unsure = { ...coverage, inTime: false, byWinRate: { deals: 2, rate: 0.25, of: 90 }, openNoAmount: 1 };
  expect(coverageNotes(unsure, reader).slice(1)).toEqual([
    "2 open deals without odds of their own count with the team's win rate, 25%.",
    "Too few deals were won to say how long they take: each counts as if it came in time.",
    "1 open deal without an amount is left out.",
  ]);
});
