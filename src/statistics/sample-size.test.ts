import fc from "fast-check";
import { expect, test } from "vitest";
import reference from "./reference/sample-size.json" with { type: "json" };
import { dealsPerSide, moreDealsNeeded } from "./sample-size.ts";

test("agrees with R's power.prop.test", () => {
  for (const { winRate, difference, alpha, power, deals } of reference)
    expect(dealsPerSide({ winRate, difference, alpha, power })).toEqual({ kind: "deals", deals: Math.ceil(deals) });
});

test("half with it: what is still missing is twice a side less what there is", () => {
  for (const { winRate, difference, alpha, power, deals } of reference) {
    const more = moreDealsNeeded({ exposed: 10, others: 10 }, { winRate, difference, alpha, power });
    expect(more).toEqual({ kind: "deals", deals: Math.max(0, Math.ceil(2 * deals) - 20) });
  }
});

test("the docstrings' examples", () => {
  expect(dealsPerSide({ winRate: 0.45, difference: -0.2 })).toEqual({ kind: "deals", deals: 89 });
  expect(moreDealsNeeded({ exposed: 20, others: 80 }, { winRate: 0.45, difference: -0.2 })).toEqual({
    kind: "deals",
    deals: 181,
  });
});

test("nothing with it, no difference, differences that cannot be, enough already", () => {
  const wanted = { winRate: 0.1, difference: -0.2 };
  expect(moreDealsNeeded({ exposed: 0, others: 80 }, wanted)).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
  expect(moreDealsNeeded({ exposed: 5, others: 80 }, wanted)).toEqual({ kind: "impossible" });
  expect(dealsPerSide(wanted)).toEqual({ kind: "impossible" });
  expect(dealsPerSide({ winRate: 0.4, difference: 0 })).toEqual({ kind: "impossible" });
  const clear = { winRate: 0, difference: 1 };
  expect(dealsPerSide(clear)).toMatchObject({ kind: "deals", deals: 2 });
  expect(moreDealsNeeded({ exposed: 5000, others: 5000 }, clear)).toEqual({ kind: "deals", deals: 0 });
});

test("smaller differences take more deals, and an uneven split takes more than an even one", () => {
  const rate = fc.double({ min: 0.05, max: 0.6, noNaN: true });
  fc.assert(
    fc.property(rate, fc.double({ min: 0.02, max: 0.3, noNaN: true }), (winRate, difference) => {
      const needed = (points: number) => {
        const deals = dealsPerSide({ winRate, difference: points });
        return deals.kind === "deals" ? deals.deals : 0;
      };
      expect(needed(difference / 2)).toBeGreaterThan(needed(difference));
    }),
  );
});
