import { expect, test } from "vitest";
import { shares } from "../odds.fixture.ts";
import { closingWeights } from "./rules.ts";

const day = 86_400_000;

test("of two deals as old as each other, the closed one speaks for the open one", () => {
  const deals = [
    { startedAt: 0, closedAt: 2 * day },
    { startedAt: 6 * day, closedAt: null },
    { startedAt: 0, closedAt: 8 * day },
  ];
  // Two of the three were watched for longer than four days; one of these two took eight.
  expect(closingWeights(deals, 10 * day)).toEqual(Float64Array.of(1, 0, 2));
});

test("a close after the last day watched is not known yet", () => {
  expect(closingWeights([{ startedAt: 0, closedAt: 5 * day }], 4 * day)).toEqual(Float64Array.of(0));
  expect(closingWeights([], 0)).toEqual(new Float64Array(0));
});

test("losses that come sooner do not make young deals look lost: the weighted win rate is the true one", () => {
  const share = shares(13);
  const deals = Array.from({ length: 20_000 }, () => {
    const won = share() < 0.5;
    const startedAt = share() * 200 * day;
    return { won, startedAt, closedAt: startedAt + (won ? 60 + 60 * share() : 10 + 60 * share()) * day };
  });
  const until = 200 * day;
  const weights = closingWeights(deals, until);
  const rate = (weigh: (deal: number) => number) => {
    const all = deals.reduce((sum, _, deal) => sum + weigh(deal), 0);
    return deals.reduce((sum, { won }, deal) => sum + (won ? weigh(deal) : 0), 0) / all;
  };
  expect(rate((deal) => ((deals[deal]?.closedAt ?? 0) <= until ? 1 : 0))).toBeLessThan(0.46);
  expect(Math.abs(rate((deal) => weights[deal] ?? 0) - 0.5)).toBeLessThan(0.015);
});

test("no weight runs away", () => {
  const deals = Array.from({ length: 1_000 }, (_, deal) => ({ startedAt: deal * 0.001 * day, closedAt: null }));
  const weights = closingWeights([{ startedAt: 0, closedAt: 100 * day }, ...deals], 100 * day);
  expect(weights[0]).toBeLessThanOrEqual(10);
});
