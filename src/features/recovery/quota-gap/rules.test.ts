import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cycleOf, type DealDays, shareOfWins } from "../../deals/closes/days-to-win/rules.ts";
import { maySetQuota, seesQuotaOf, seesQuotasOf } from "../../deals/quotas/access.ts";
import {
  daysAhead,
  forecastOf,
  isThinkablePeriod,
  newDealsNeeded,
  quotaMeant,
  sizeAt,
  sizesOf,
  winRateOf,
} from "./rules.ts";

/** The worked case of docs/methods/quota-gap.md; its numbers are R's (every outcome counted out, pbinom for the new deals). */
describe("100,000 to win, 40,000 won, three deals open", () => {
  const open = [
    { amountCents: 3_000_000, probability: 0.6 },
    { amountCents: 2_000_000, probability: 0.5 },
    { amountCents: 4_000_000, probability: 0.2 },
  ];
  const sizes = { kind: "known", from: "own", cents: Array.from({ length: 10 }, () => 2_000_000) } as const;

  test("eight of ten such periods end between 40,000 and 110,000; 16 of 100 reach the quota", () => {
    const { chance, ...range } = forecastOf(10_000_000, 4_000_000, open);
    expect(range).toEqual({ low: 4_000_000, middle: 7_000_000, high: 11_000_000 });
    expect(chance).toBeCloseTo(0.16, 12);
  });

  test("new deals of 20,000, won at 3 of 10, half of them in time: 8 for even odds, 18 for eight of ten", () => {
    const ask = { winRates: [0.3], sizes, shareInTime: 0.5 };
    expect(newDealsNeeded(6_000_000, open, ask)).toEqual({ kind: "known", even: 8, likely: 18 });
  });

  test("a win rate that nobody knows exactly takes more of them to be likely", () => {
    const ask = { winRates: [0.1, 0.18, 0.3, 0.42, 0.5], sizes, shareInTime: 0.5 };
    expect(newDealsNeeded(6_000_000, open, ask)).toEqual({ kind: "known", even: 8, likely: 22 });
  });

  test("none, too late, or more than anybody begins", () => {
    const rich = [...open, { amountCents: 6_000_000, probability: 0.9 }];
    const ask = { winRates: [0.3], sizes, shareInTime: 0.5 };
    expect(newDealsNeeded(6_000_000, rich, ask)).toEqual({ kind: "none" });
    expect(newDealsNeeded(6_000_000, open, { ...ask, shareInTime: 0.01 })).toEqual({
      ...{ kind: "too-late", shareInTime: 0.01 },
    });
    const small = { kind: "known", from: "team", cents: [1_000] } as const;
    expect(newDealsNeeded(6_000_000, [], { ...ask, sizes: small })).toEqual({ kind: "beyond", most: 200 });
  });
});

test("nothing open and nothing won ends at nothing; what is won already is not at stake", () => {
  expect(forecastOf(100, 0, [])).toEqual({ low: 0, middle: 0, high: 0, chance: 0 });
  expect(forecastOf(100, 150, [{ amountCents: 50, probability: 0.5 }])).toMatchObject({
    low: 150,
    high: 200,
    chance: 1,
  });
});

test("another open deal never takes away from a forecast, and never adds to what is needed", () => {
  const deal = fc.record({
    amountCents: fc.integer({ min: 1, max: 5_000_000 }),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const sizes = { kind: "known", from: "own", cents: [500_000, 1_000_000, 2_500_000] } as const;
  fc.assert(
    fc.property(fc.array(deal, { maxLength: 12 }), deal, (open, more) => {
      const [before, after] = [forecastOf(8_000_000, 0, open), forecastOf(8_000_000, 0, [...open, more])];
      // A grid's step may move an end by as much.
      const step = 2 * Math.max(1, ([...open, more].reduce((sum, each) => sum + each.amountCents, 0) / 4096) * 1.01);
      expect(after.low).toBeGreaterThanOrEqual(before.low - step);
      expect(after.high).toBeGreaterThanOrEqual(before.high - step);
      const ask = { winRates: [0.2, 0.3, 0.4], sizes, shareInTime: 0.6 };
      const needed = [open, [...open, more]].map((deals) => newDealsNeeded(8_000_000, deals, ask));
      const [fewer, then] = needed.map((each) => (each.kind === "known" ? (each.likely ?? 201) : 0));
      expect(then).toBeLessThanOrEqual((fewer ?? 0) + 1);
    }),
    { numRuns: 25 },
  );
});

describe("how long deals take", () => {
  const deals = (ended: DealDays["ended"], ...days: number[]): DealDays[] =>
    days.map((each) => ({ days: each, ended }));
  const days = (count: number, from: number) => Array.from({ length: count }, (_, n) => from + n);

  test("of twenty wins after 1 to 20 days half come within 10; a deal of 10 days that will be won is in the second half", () => {
    const cycle = cycleOf(deals("won", ...days(20, 1)), []);
    if (cycle.kind !== "known") throw new Error(cycle.kind);
    expect(cycle).toMatchObject({ from: "own", wins: 20, middleDays: 10 });
    expect(shareOfWins(cycle, 0, { from: 0, until: 10 })).toBeCloseTo(0.5, 12);
    expect(shareOfWins(cycle, 10, { from: 0, until: 5 })).toBeCloseTo(0.5, 12);
    expect(shareOfWins(cycle, 10, { from: 5, until: 10 })).toBeCloseTo(0.5, 12);
    // Older than any deal that was won: nobody has seen one.
    expect(shareOfWins(cycle, 25, { from: 0, until: 90 })).toBeNull();
  });

  test("losses and open deals are not taken for wins that come later", () => {
    const own = [...deals("won", ...days(20, 11)), ...deals("lost", ...days(20, 1)), ...deals("open", ...days(5, 40))];
    const cycle = cycleOf(own, []);
    if (cycle.kind !== "known") throw new Error(cycle.kind);
    // R: survfit(Surv(days, factor(ended)) ~ 1)$pstate: 20 of 45 won after 30 days.
    expect(cycle.wonAtAll).toBeCloseTo(20 / 45, 12);
    expect(shareOfWins(cycle, 0, { from: 0, until: 10 })).toBe(0);
  });

  test("one's own from 20 wins on, else the team's, else too few", () => {
    const [few, many] = [deals("won", ...days(19, 1)), deals("won", ...days(40, 1))];
    expect(cycleOf(few, many)).toMatchObject({ kind: "known", from: "team", wins: 40 });
    expect(cycleOf(few, few)).toEqual({ kind: "too-few", outOf: 19, needed: 20 });
  });
});

describe("win rate and size", () => {
  test("little of one's own leans on the team; too little of everybody's is too few", () => {
    const team = [
      { memberId: "me", count: 2, of: 4 },
      { memberId: "a", count: 30, of: 100 },
      { memberId: "b", count: 24, of: 80 },
    ];
    const rate = winRateOf(team, "me");
    if (rate.kind !== "known") throw new Error(rate.kind);
    expect(rate.estimate).toBeGreaterThan(0.3);
    expect(rate.estimate).toBeLessThan(0.5);
    expect(rate.asLikely).toHaveLength(5);
    expect(winRateOf([{ memberId: "me", count: 2, of: 4 }], "me")).toEqual({ kind: "too-few", outOf: 4, needed: 20 });
  });

  test("ten won amounts of one's own are enough", () => {
    const own = Array.from({ length: 10 }, (_, n) => (10 - n) * 100);
    const sizes = sizesOf(own, [5]);
    if (sizes.kind !== "known") throw new Error(sizes.kind);
    expect([sizeAt(sizes, 0.1), sizeAt(sizes, 0.5), sizeAt(sizes, 0.9), sizeAt(sizes, 1)]).toEqual([
      100, 500, 900, 1000,
    ]);
    expect(sizesOf([1], [2])).toEqual({ kind: "too-few", outOf: 1, needed: 10 });
  });
});

describe("periods", () => {
  const period = (beginsOn: string, endsOn: string) => ({ beginsOn, endsOn });
  const [year, quarter, month] = [
    period("2026-01-01", "2026-12-31"),
    period("2026-10-01", "2026-12-31"),
    period("2026-11-01", "2026-11-30"),
  ];

  test("meant is the one that runs and ends soonest, else the next, else the last", () => {
    expect(quotaMeant([year, quarter, month], "2026-11-22")).toBe(month);
    expect(quotaMeant([year, quarter], "2026-11-22")).toBe(quarter);
    expect(quotaMeant([month, quarter], "2026-09-01")).toBe(quarter);
    expect(quotaMeant([month, period("2026-01-01", "2026-03-31")], "2027-02-01")).toBe(month);
    expect(quotaMeant([], "2027-02-01")).toBeUndefined();
  });

  test("its last day counts; over is over", () => {
    expect(daysAhead(month, "2026-11-30")).toEqual({ from: 0, until: 1 });
    expect(daysAhead(month, "2026-10-31")).toEqual({ from: 1, until: 31 });
    expect(daysAhead(month, "2026-12-01")).toBeNull();
    expect([isThinkablePeriod(month), isThinkablePeriod(period("2026-01-01", "2026-01-01"))]).toEqual([true, false]);
    expect(isThinkablePeriod(period("2026-01-01", "2029-01-01"))).toBe(false);
  });
});

describe("whose quotas", () => {
  const asker = (role: "rep" | "manager" | "marketing" | "admin", isOwner = false) => ({
    memberId: "me",
    role,
    isOwner,
  });

  test("a rep and marketing see their own, a manager those of their people, an admin all", () => {
    const people = { owners: ["me", "rep"], unowned: true };
    expect(seesQuotasOf(asker("rep"), people)).toEqual(["me"]);
    expect(seesQuotasOf(asker("marketing"), "all")).toEqual(["me"]);
    expect(seesQuotasOf(asker("manager"), people)).toEqual(["me", "rep"]);
    expect(seesQuotasOf(asker("admin"), "all")).toBe("all");
    expect(seesQuotaOf("all", "other")).toBe(true);
    expect(seesQuotaOf(["me"], "other")).toBe(false);
  });

  test("whoever leads sets it; a rep sets their own as long as nobody who leads them has", () => {
    expect(maySetQuota(asker("manager"), "rep", "other")).toBe(true);
    expect(maySetQuota(asker("rep"), "me", null)).toBe(true);
    expect(maySetQuota(asker("rep"), "me", "me")).toBe(true);
    expect(maySetQuota(asker("rep"), "me", "boss")).toBe(false);
    expect(maySetQuota(asker("marketing"), "me", null)).toBe(false);
  });
});
