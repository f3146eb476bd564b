import fc from "fast-check";
import { expect, test } from "vitest";
import { kaplanMeier, type Reached, type WaitingCurve } from "./kaplan-meier.ts";
import reference from "./reference/kaplan-meier.json" with { type: "json" };

const curve = (time: readonly number[], ended: readonly number[]): WaitingCurve => {
  const ours = kaplanMeier({ time, ended });
  if (ours.kind !== "curve") throw new Error("a curve was expected");
  return ours;
};
const reached = (when: Reached) => (when.kind === "at" ? when.time : -1);

test("agrees with R's survfit: shares, limits, medians", () => {
  expect(reference.length).toBeGreaterThan(10);
  for (const { time, ended, at, atRisk, share, low, high, median } of reference) {
    const ours = curve(time, ended);
    expect(ours.steps.map((step) => step.time)).toEqual(at);
    expect(ours.steps.map((step) => step.atRisk)).toEqual(atRisk);
    ours.steps.forEach((step, index) => {
      expect(step.share).toBeCloseTo(share[index] ?? -1, 12);
      // R gives no limits once nobody waits any more.
      if (low[index] === -1) return;
      expect(step.low).toBeCloseTo(low[index] ?? -1, 12);
      expect(step.high).toBeCloseTo(high[index] ?? -1, 12);
    });
    const [middle = -1, from = -1, to = -1] = median;
    expect(reached(ours.median)).toBe(middle);
    if (from !== -1) expect(reached(ours.medianLow)).toBe(from);
    expect(reached(ours.medianHigh)).toBe(to);
  }
});

test("the docstring's example", () => {
  const ours = curve([3, 5, 5, 8, 12], [1, 1, 0, 1, 0]);
  expect(ours.steps.map(({ time, share }) => [time, Number(share.toFixed(12))])).toEqual([
    [3, 0.8],
    [5, 0.6],
    [8, 0.3],
  ]);
  expect(ours.median).toEqual({ kind: "at", time: 8 });
  expect(ours.medianHigh).toEqual({ kind: "not-reached", after: 12 });
});

test("nobody waited; nobody ended; all ended at once; one alone", () => {
  expect(kaplanMeier({ time: [], ended: [] })).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
  const notYet = { kind: "not-reached", after: 7 };
  expect(curve([4, 7], [0, 0])).toEqual({
    ...{ kind: "curve", steps: [], waited: 2, lastSeen: 7 },
    median: notYet,
    medianLow: notYet,
    medianHigh: notYet,
  });
  expect(curve([4], [1])).toMatchObject({ median: { time: 4 }, medianLow: { time: 0 }, medianHigh: { after: 4 } });
  expect(curve([4, 4, 4], [1, 1, 1]).steps).toMatchObject([{ share: 0, low: 0, high: 1 }]);
  expect(() => kaplanMeier({ time: [-1], ended: [1] })).toThrow(RangeError);
  expect(() => kaplanMeier({ time: [Number.NaN], ended: [1] })).toThrow(RangeError);
});

const waits = fc.array(fc.tuple(fc.nat(20), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 40 });

test("with nobody still waiting it is the plain share; always it falls, within its limits", () => {
  fc.assert(
    fc.property(waits, (rows) => {
      const time = rows.map(([days]) => days);
      for (const step of curve(
        time,
        time.map(() => 1),
      ).steps)
        expect(step.share).toBeCloseTo(time.filter((days) => days > step.time).length / time.length, 12);
      let before = 1;
      for (const { share, low, high } of curve(
        time,
        rows.map(([, ended]) => ended),
      ).steps) {
        expect(0 <= low && low <= share && share <= high && high <= 1 && share < before).toBe(true);
        before = share;
      }
    }),
  );
});

test("those who waited equally long can be told by their number", () => {
  fc.assert(
    fc.property(waits, (rows) => {
      const told = new Map<string, number>();
      for (const [time, ended] of rows) told.set(`${time} ${ended}`, (told.get(`${time} ${ended}`) ?? 0) + 1);
      const parts = [...told].map(([key, count]) => [...key.split(" ").map(Number), count]);
      const [time = [], ended = [], count = []] = [0, 1, 2].map((place) => parts.map((part) => part[place] ?? 0));
      expect(kaplanMeier({ time, ended, count })).toEqual(
        kaplanMeier({ time: rows.map(([at]) => at), ended: rows.map(([, way]) => way) }),
      );
    }),
  );
});
