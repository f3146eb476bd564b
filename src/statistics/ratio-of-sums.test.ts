import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceOfRatios, ratioOfSums, type Sums } from "./ratio-of-sums.ts";
import reference from "./reference/ratio-of-sums.json" with { type: "json" };

const sumsOf = (x: readonly number[], y: readonly number[]): Sums => {
  const sum = (term: (x: number, y: number) => number) => x.reduce((all, each, at) => all + term(each, y[at] ?? 0), 0);
  return {
    of: x.length,
    x: sum((a) => a),
    y: sum((_, b) => b),
    xx: sum((a) => a * a),
    xy: sum((a, b) => a * b),
    yy: sum((_, b) => b * b),
  };
};
const ones = (of: readonly unknown[]) => of.map(() => 1);

function expectInterval(ours: ReturnType<typeof ratioOfSums>, [estimate, low, high]: readonly number[]) {
  if (ours.kind !== "interval") throw new Error("an interval was expected");
  expect(ours.estimate).toBeCloseTo(estimate ?? Number.NaN, 10);
  expect(ours.low).toBeCloseTo(low ?? Number.NaN, 9);
  expect(ours.high).toBeCloseTo(high ?? Number.NaN, 9);
}

test("agrees with R: a ratio of sums, a mean, and the difference of two of either", () => {
  for (const { x, y, x2, y2, ratio, difference, mean, meanDifference } of reference) {
    expectInterval(ratioOfSums(sumsOf(x, y)), ratio);
    expectInterval(differenceOfRatios(sumsOf(x, y), sumsOf(x2, y2)), difference);
    expectInterval(ratioOfSums(sumsOf(y, ones(y))), mean);
    expectInterval(differenceOfRatios(sumsOf(y, ones(y)), sumsOf(y2, ones(y2))), meanDifference);
  }
});

test("the worked case", () => {
  const won = sumsOf([2, 0, 3, 1, 4], [5, 4, 6, 2, 6]);
  expect(won.x / won.y).toBeCloseTo(10 / 23, 12);
  expect(ratioOfSums(won)).toMatchObject({ low: expect.closeTo(0.1282, 4), high: expect.closeTo(0.7414, 4) });
  const lost = sumsOf([1, 1, 0, 2], [4, 6, 3, 5]);
  expect(differenceOfRatios(won, lost)).toMatchObject({
    ...{ estimate: expect.closeTo(0.2126, 4), low: expect.closeTo(-0.1062, 4), high: expect.closeTo(0.5313, 4) },
  });
});

test("says nothing of one deal, of no contacts, and of deals that are all alike", () => {
  expect(ratioOfSums(sumsOf([1], [2]))).toEqual({ kind: "too-few", outOf: 1, needed: 2 });
  expect(ratioOfSums(sumsOf([0, 0], [0, 0]))).toEqual({ kind: "too-few", outOf: 0, needed: 2 });
  expect(ratioOfSums(sumsOf([1, 2, 3], [3, 6, 9]))).toEqual({ kind: "no-variation" });
  const alike = sumsOf([1, 1], [2, 2]);
  expect(differenceOfRatios(alike, sumsOf([1, 1, 1], [3, 3, 3]))).toEqual({ kind: "no-variation" });
});

test("sums that nearly cancel are told as no variation, and never as less than none", () => {
  const deals = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 9 })), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(deals, fc.integer({ min: 1, max: 5 }), (drawn, times) => {
      const x = drawn.map(([each]) => each);
      const whole = ratioOfSums(
        sumsOf(
          x,
          drawn.map(([, y]) => y),
        ),
      );
      if (whole.kind === "interval") expect(whole.high).toBeGreaterThan(whole.low);
      // As many again of the same deals are known no worse.
      const again = ratioOfSums(
        sumsOf(
          [...x, ...x],
          drawn.concat(drawn).map(([, y]) => y),
        ),
      );
      if (whole.kind === "interval" && again.kind === "interval")
        expect(again.high - again.low).toBeLessThan(whole.high - whole.low);
      expect(
        ratioOfSums(
          sumsOf(
            x.map((each) => (each + 1) * times),
            x.map((each) => each + 1),
          ),
        ),
      ).toEqual({ kind: "no-variation" });
    }),
  );
});

test("covers the true share about as often as it says, contacts of one deal being alike", () => {
  // A generator of its own, so that the figure below is the same on every run.
  let state = 7;
  const share = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  let held = 0;
  const rounds = 1000;
  for (let round = 0; round < rounds; round += 1) {
    const x: number[] = [];
    const y: number[] = [];
    for (let deal = 0; deal < 40; deal += 1) {
      const contacts = 1 + Math.floor(share() * 20);
      // Half of the deals are run by telephone: calls are 0.7 of their contacts there, 0.1 elsewhere; 0.4 over all.
      const calls = share() < 0.5 ? 0.7 : 0.1;
      y.push(contacts);
      x.push(Array.from({ length: contacts }, share).filter((drawn) => drawn < calls).length);
    }
    const told = ratioOfSums(sumsOf(x, y));
    if (told.kind === "interval" && told.low <= 0.4 && 0.4 <= told.high) held += 1;
  }
  expect(held / rounds).toBeGreaterThan(0.925);
  expect(held / rounds).toBeLessThan(0.975);
});
