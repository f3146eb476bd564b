import fc from "fast-check";
import { expect, test } from "vitest";
import { cohensKappa } from "./cohens-kappa.ts";
import { gwetsAc1 } from "./gwets-ac1.ts";
import reference from "./reference/agreement.json" with { type: "json" };

test("κ and AC1 agree with R, their standard errors with derivatives taken by hand there", () => {
  for (const { table, kappa, ac1 } of reference)
    for (const [ours, right] of [
      [cohensKappa(table), kappa],
      [gwetsAc1(table), ac1],
    ] as const) {
      if (ours.kind !== "interval") throw new Error("an interval was expected");
      expect(ours.estimate).toBeCloseTo(right[0] ?? 9, 12);
      expect(ours.standardError).toBeCloseTo(right[1] ?? 9, 8);
    }
});

// Fleiss, Cohen & Everitt (1969), the worked example of table 1 (shares of 200): κ 0.429, standard error 0.054.
test("the example of Fleiss, Cohen and Everitt", () => {
  const ours = cohensKappa([
    [106, 10, 4],
    [22, 28, 10],
    [2, 12, 6],
  ]);
  expect(ours).toMatchObject({ estimate: expect.closeTo(0.429, 3), standardError: expect.closeTo(0.054, 3), of: 200 });
});

test("the docstrings' examples: agreement nearly always, on one answer", () => {
  expect(
    cohensKappa([
      [20, 5],
      [10, 15],
    ]),
  ).toMatchObject({ estimate: expect.closeTo(0.4, 12), low: expect.closeTo(0.1511, 4) });
  expect(
    gwetsAc1([
      [118, 5],
      [2, 0],
    ]),
  ).toMatchObject({ estimate: expect.closeTo(0.9408, 4), agreed: 118 / 125 });
  expect(
    cohensKappa([
      [118, 5],
      [2, 0],
    ]),
  ).toMatchObject({ estimate: expect.closeTo(-0.0234, 4) });
});

test("nothing judged, one answer only, full agreement, a table that is none", () => {
  for (const method of [cohensKappa, gwetsAc1]) {
    expect(method([])).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
    expect(
      method([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
    expect(method([[9]])).toEqual({ kind: "no-variation" });
    const full = method([
      [5, 0],
      [0, 5],
    ]);
    expect(full).toMatchObject({ estimate: 1, high: 1, standardError: 0 });
    if (full.kind === "interval") expect(full.low).toBeLessThan(0.5);
    expect(() => method([[1, 2]])).toThrow(RangeError);
    expect(() =>
      method([
        [1, -2],
        [0, 1],
      ]),
    ).toThrow(RangeError);
  }
  expect(
    cohensKappa([
      [9, 0],
      [0, 0],
    ]),
  ).toEqual({ kind: "no-variation" });
  expect(
    gwetsAc1([
      [9, 0],
      [0, 0],
    ]),
  ).toMatchObject({ estimate: 1 });
});

test("within −1 and 1, the same with the two people exchanged and with answers named otherwise", () => {
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((k) => fc.array(fc.array(fc.nat(30), { minLength: k, maxLength: k }), { minLength: k, maxLength: k }));
  fc.assert(
    fc.property(table, (counts) => {
      for (const method of [cohensKappa, gwetsAc1]) {
        const ours = method(counts);
        if (ours.kind !== "interval") return;
        const { low, estimate, high } = ours;
        expect(-1 <= low && low <= estimate && estimate <= high && high <= 1).toBe(true);
        const exchanged = counts.map((_, i) => counts.map((row) => row[i] ?? 0));
        const renamed = counts.map((row) => row.toReversed()).toReversed();
        expect(method(exchanged)).toMatchObject({
          estimate: expect.closeTo(estimate, 10),
          low: expect.closeTo(low, 8),
        });
        expect(method(renamed)).toMatchObject({ estimate: expect.closeTo(estimate, 10), low: expect.closeTo(low, 8) });
      }
    }),
  );
});
