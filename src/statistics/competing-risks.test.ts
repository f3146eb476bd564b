import fc from "fast-check";
import { expect, test } from "vitest";
import { competingRisks, type EndedStep } from "./competing-risks.ts";
import { kaplanMeier } from "./kaplan-meier.ts";
import reference from "./reference/competing-risks.json" with { type: "json" };

const steps = (time: readonly number[], ended: readonly number[]): readonly EndedStep[] => {
  const ours = competingRisks({ time, ended });
  if (ours.kind !== "curve") throw new Error("a curve was expected");
  return ours.steps;
};

test("agrees with R's survfit of several states, limits included", () => {
  expect(reference.length).toBeGreaterThan(8);
  for (const { time, ended, at, share, low, high } of reference) {
    const ours = steps(time, ended);
    expect(ours.map((step) => step.time)).toEqual(at);
    ours.forEach((step, index) => {
      expect(step.open).toBeCloseTo(share[index]?.[0] ?? -1, 12);
      [step.won, step.lost].forEach((way, place) => {
        const right = share[index]?.[place + 1] ?? -1;
        expect(way.share).toBeCloseTo(right, 12);
        // R gives no limits for a share of none or all.
        if (right < 1e-12 || right > 1 - 1e-12) return;
        expect(way.low).toBeCloseTo(low[index]?.[place + 1] ?? -1, 10);
        expect(way.high).toBeCloseTo(high[index]?.[place + 1] ?? -1, 10);
      });
    });
  }
});

test("the docstring's example", () => {
  const [, , atEight] = steps([3, 5, 5, 8, 12], [1, 2, 0, 1, 0]);
  expect(atEight).toMatchObject({ time: 8, open: expect.closeTo(0.3, 12) });
  expect(atEight?.won.share).toBeCloseTo(0.5, 12);
  expect(atEight?.lost.share).toBeCloseTo(0.2, 12);
});

test("no deals, none ended, all won", () => {
  expect(competingRisks({ time: [], ended: [] })).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
  expect(steps([3, 9], [0, 0])).toEqual([]);
  const [only] = steps([3, 3, 3], [1, 1, 1]);
  expect(only).toMatchObject({ open: 0, won: { share: 1, high: 1 }, lost: { share: 0, low: 0 } });
  expect(only?.lost.high).toBeCloseTo(3.8415 / 6.8415, 4);
});

const waits = fc.array(fc.tuple(fc.nat(20), fc.constantFrom(0, 1, 2)), { minLength: 1, maxLength: 40 });

test("open, won and lost are everything; open is Kaplan–Meier of either end; shares only grow", () => {
  fc.assert(
    fc.property(waits, (rows) => {
      const time = rows.map(([days]) => days);
      const ended = rows.map(([, way]) => way);
      const either = kaplanMeier({ time, ended: ended.map((way) => Math.min(way, 1)) });
      if (either.kind !== "curve") throw new Error("a curve was expected");
      let before = 0;
      steps(time, ended).forEach(({ open, won, lost }, index) => {
        expect(open + won.share + lost.share).toBeCloseTo(1, 12);
        expect(open).toBeCloseTo(either.steps[index]?.share ?? -1, 12);
        expect(won.share).toBeGreaterThanOrEqual(before);
        before = won.share;
        for (const { share, low, high } of [won, lost])
          expect(0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1).toBe(true);
      });
    }),
  );
});
