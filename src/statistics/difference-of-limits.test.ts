import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceOfLimits } from "./difference-of-limits.ts";
import { newcombeDifference } from "./newcombe-difference.ts";
import { wilsonInterval } from "./wilson-interval.ts";

test("the docstring's example, by hand", () => {
  const one = { estimate: 0.6, low: 0.48, high: 0.7 };
  const other = { estimate: 0.4, low: 0.32, high: 0.56 };
  // √(0.12² + 0.16²) = 0.2 down, √(0.1² + 0.08²) = 0.128 up.
  const { estimate, low, high } = differenceOfLimits(one, other);
  expect(estimate).toBeCloseTo(0.2, 12);
  expect(low).toBeCloseTo(0, 12);
  expect(high).toBeCloseTo(0.2 + Math.sqrt(0.0164), 12);
});

test("of two shares with Wilson's limits it is Newcombe's interval; turned around it is the other way around", () => {
  const share = fc
    .tuple(fc.nat(60), fc.integer({ min: 1, max: 60 }))
    .map(([count, rest]) => ({ count, of: count + rest }));
  fc.assert(
    fc.property(share, share, (one, other) => {
      const [first, second] = [wilsonInterval(one), wilsonInterval(other)];
      if (first.kind !== "interval" || second.kind !== "interval") throw new Error("intervals were expected");
      const ours = differenceOfLimits(first, second);
      expect(ours).toEqual(newcombeDifference(one, other));
      const turned = differenceOfLimits(second, first);
      expect([turned.low, turned.high]).toEqual([expect.closeTo(-ours.high, 12), expect.closeTo(-ours.low, 12)]);
    }),
  );
});
