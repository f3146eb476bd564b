import fc from "fast-check";
import { expect, test } from "vitest";
import { clusteredDifference, type Looks } from "./clustered-difference.ts";
import { mantelHaenszelDifference } from "./mantel-haenszel-difference.ts";
import reference from "./reference/clustered-difference.json" with { type: "json" };

type Row = readonly [deal: number, stratum: number, exposed: number];

const columns = (rows: readonly Row[], outcome: readonly number[]): Looks => ({
  subject: Uint32Array.from(rows, ([deal]) => deal),
  stratum: Uint32Array.from(rows, ([, stratum]) => stratum),
  exposed: Uint8Array.from(rows, ([, , exposed]) => exposed),
  won: Uint8Array.from(outcome),
  strata: rows.reduce((most, [, stratum]) => Math.max(most, stratum + 1), 0),
});

const told = (looks: Looks) => {
  const ours = clusteredDifference(looks);
  if (ours.kind !== "interval") throw new Error(`a difference was expected, not ${ours.kind}`);
  return ours;
};

test("agrees with R's least squares with a constant for each stratum, deal by deal", () => {
  expect(reference.length).toBeGreaterThan(30);
  for (const right of reference) {
    const rows = right.subject.map((deal, row): Row => [deal, right.stratum[row] ?? 0, right.exposed[row] ?? 0]);
    const ours = told(columns(rows, right.won));
    expect(ours.estimate).toBeCloseTo(right.estimate, 10);
    expect(ours.standardError).toBeCloseTo(right.standardError, 10);
    expect(ours.p).toBeCloseTo(right.p, 10);
    expect(ours.low).toBeCloseTo(right.low, 8);
    expect(ours.high).toBeCloseTo(right.high, 8);
    expect([ours.exposed, ours.others]).toEqual([right.withIt, right.without]);
  }
});

// The worked case of docs/methods/clustered-difference.md.
test("eight deals over three weeks: those gone quiet won 30 points less often, which eight deals cannot show", () => {
  const rows: Row[] = [
    [0, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [3, 0, 1],
    [4, 0, 1],
    [5, 0, 0],
    [6, 0, 0],
    [7, 0, 1],
    [0, 1, 0],
    [1, 1, 1],
    [3, 1, 1],
    [4, 1, 1],
    [5, 1, 0],
    [6, 1, 0],
    [1, 2, 1],
    [3, 2, 1],
    [6, 2, 0],
  ];
  const ours = told(columns(rows, [1, 1, 1, 0, 1, 0, 1, 0]));
  // Week 1: 1/3 against 4/5, weight 15/8. Week 2: 2/3 against 2/3, weight 3/2. Week 3: 1/2 against 1/1, weight 2/3.
  const weights = 15 / 8 + 3 / 2 + 2 / 3;
  expect(ours.estimate).toBeCloseTo(((15 / 8) * (1 / 3 - 4 / 5)) / weights + ((2 / 3) * (1 / 2 - 1)) / weights, 12);
  expect(ours).toMatchObject({ exposed: 4, others: 5, strata: 3 });
  expect(ours.low).toBeLessThan(0);
  expect(ours.high).toBeGreaterThan(0);
  expect(ours.p).toBeGreaterThan(0.05);
});

test("with nothing to compare, nothing is said", () => {
  const tooFew = { kind: "too-few", outOf: 0, needed: 2 };
  expect(clusteredDifference(columns([], []))).toEqual(tooFew);
  expect(clusteredDifference(columns([], [1, 0]))).toEqual(tooFew);
  expect(clusteredDifference(columns([[0, 5, 1]], [1]))).toEqual(tooFew);
  const allExposed: Row[] = [
    [0, 0, 1],
    [1, 0, 1],
    [2, 3, 1],
  ];
  expect(clusteredDifference(columns(allExposed, [1, 0, 1]))).toEqual(tooFew);
  const notKnown: Row[] = [
    [0, 0, 1],
    [1, 0, 9],
    [2, 0, 9],
  ];
  expect(clusteredDifference(columns(notKnown, [1, 0, 1]))).toEqual(tooFew);
  const apart: Row[] = [
    [0, 0, 1],
    [1, 1, 0],
  ];
  expect(clusteredDifference(columns(apart, [1, 0]))).toEqual(tooFew);
});

test("all won, or all lost, wherever there is something to compare: no variation", () => {
  const rows: Row[] = [
    [0, 0, 1],
    [1, 0, 0],
    [2, 0, 1],
    [3, 7, 1],
  ];
  expect(clusteredDifference(columns(rows, [1, 1, 1, 0]))).toEqual({ kind: "no-variation" });
  expect(clusteredDifference(columns(rows, [0, 0, 0, 1]))).toEqual({ kind: "no-variation" });
});

test("two deals cannot rule anything out; thirty a side that separate perfectly can", () => {
  const two: Row[] = [
    [0, 0, 1],
    [1, 0, 0],
  ];
  expect(told(columns(two, [0, 1]))).toMatchObject({ estimate: -1, low: -1, high: 1 });
  const sixty = Array.from({ length: 60 }, (_, deal): Row => [deal, 0, deal % 2]);
  const ours = told(
    columns(
      sixty,
      sixty.map(([, , exposed]) => 1 - exposed),
    ),
  );
  expect(ours).toMatchObject({ estimate: -1, low: -1, standardError: 0 });
  expect(ours.high).toBeGreaterThan(-0.95);
  expect(ours.high).toBeLessThan(-0.7);
  expect(ours.p).toBeLessThan(1e-10);
});

const someLooks = fc.integer({ min: 2, max: 25 }).chain((deals) =>
  fc.tuple(
    fc.array(fc.integer({ min: 0, max: 1 }), { minLength: deals, maxLength: deals }),
    fc.uniqueArray(fc.tuple(fc.nat(deals - 1), fc.nat(3), fc.constantFrom(0, 1, 1, 0, 9)), {
      minLength: 1,
      maxLength: 60,
      selector: ([deal, stratum]) => deal * 4 + stratum,
    }),
  ),
);

test("whatever comes in: a number everywhere, in order, and p below 5 % exactly when the interval leaves 0 out", () => {
  fc.assert(
    fc.property(someLooks, ([outcome, rows]) => {
      const ours = clusteredDifference(columns(rows, outcome));
      if (ours.kind !== "interval") return;
      for (const value of Object.values(ours)) if (value !== "interval") expect(value).toBeTypeOf("number");
      const { low, estimate, high, p } = ours;
      expect(Object.values(ours).some((value) => Number.isNaN(value))).toBe(false);
      expect(-1 <= low && low <= estimate && estimate <= high && high <= 1).toBe(true);
      expect(ours.exposedShare - ours.otherShare).toBeCloseTo(estimate, 12);
      if (Math.abs(p - 0.05) > 1e-9 && Math.abs(estimate) > 1e-12) expect(low > 0 || high < 0).toBe(p < 0.05);
    }),
  );
});

test("order of rows and names of strata do not matter; exchanging sides, or wins and losses, turns the sign", () => {
  fc.assert(
    fc.property(someLooks, ([outcome, rows]) => {
      const ours = clusteredDifference(columns(rows, outcome));
      if (ours.kind !== "interval") return;
      const same = told(columns(rows.map(([deal, s, x]): Row => [deal, 1000 - 7 * s, x]).toReversed(), outcome));
      const exchanged = told(
        columns(
          rows.map(([deal, s, x]): Row => [deal, s, x > 1 ? x : 1 - x]),
          outcome,
        ),
      );
      const lost = told(
        columns(
          rows,
          outcome.map((won) => 1 - won),
        ),
      );
      expect(same.low).toBeCloseTo(ours.low, 10);
      expect(same.p).toBeCloseTo(ours.p, 10);
      for (const turned of [exchanged, lost]) {
        expect(turned.estimate).toBeCloseTo(-ours.estimate, 10);
        expect(turned.low).toBeCloseTo(-ours.high, 8);
        expect(turned.p).toBeCloseTo(ours.p, 10);
      }
    }),
  );
});

test("with one look a deal and many deals it comes to what Sato's variance says", () => {
  const random = dice(3);
  const rows: Row[] = [];
  const outcome: number[] = [];
  const counts = [0, 1, 2].map(() => ({ exposed: { count: 0, of: 0 }, others: { count: 0, of: 0 } }));
  for (let deal = 0; deal < 20_000; deal += 1) {
    const stratum = Math.floor(random() * 3);
    const exposed = random() < 0.3 ? 1 : 0;
    const won = random() < 0.3 + 0.1 * stratum - 0.1 * exposed ? 1 : 0;
    rows.push([deal, stratum, exposed]);
    outcome.push(won);
    const side = counts[stratum]?.[exposed ? "exposed" : "others"];
    if (side) Object.assign(side, { count: side.count + won, of: side.of + 1 });
  }
  const ours = told(columns(rows, outcome));
  const sato = mantelHaenszelDifference(counts);
  if (sato.kind !== "interval") throw new Error("a difference was expected");
  expect(ours.estimate).toBeCloseTo(sato.estimate, 12);
  expect(ours.standardError / sato.standardError).toBeCloseTo(1, 2);
  expect(ours.low).toBeCloseTo(sato.low, 3);
});

/** sfc32, so that the simulations below fall the same way each time. */
function dice(seed: number): () => number {
  let [a, b, c, d] = [seed, 0x9e3779b9, 0x243f6a88, 1];
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warm = 0; warm < 20; warm += 1) next();
  return next;
}

/** Simulations take a second or less; a machine with much else to do gets time. */
const busy = 60_000;

interface Team {
  readonly deals: number;
  readonly bands: number;
  /** One look a deal, this share with it; or weekly looks, this share of deals coming to have it each week. */
  readonly weeks: number;
  readonly share: number;
  readonly difference: number;
}

/** Deals of several amount bands, larger ones won less often, looked at once or weekly while they stay in a stage. */
function looksOf({ deals, bands, weeks, share, difference }: Team, random: () => number): Looks {
  const [subject, stratum] = [new Uint32Array(deals * weeks), new Uint32Array(deals * weeks)];
  const exposed = new Uint8Array(deals * weeks);
  const won = new Uint8Array(deals);
  let row = 0;
  for (let deal = 0; deal < deals; deal += 1) {
    const band = Math.floor(random() * bands);
    let has = 0;
    let week = 0;
    do {
      if (random() < share) has = 1;
      subject[row] = deal;
      stratum[row] = band * weeks + week;
      exposed[row] = has;
      row += 1;
      week += 1;
    } while (week < weeks && random() < 0.75);
    won[deal] = random() < 0.5 - 0.04 * band + difference * has ? 1 : 0;
  }
  const strata = bands * weeks;
  return { subject: subject.subarray(0, row), stratum, exposed, won, strata };
}

test.each<[string, Team, number]>([
  ["30 deals a side, one look each", { deals: 60, bands: 1, weeks: 1, share: 0.5, difference: -0.2 }, -0.2],
  ["30 deals a side in six bands", { deals: 60, bands: 6, weeks: 1, share: 0.5, difference: 0 }, 0],
  ["30 deals against 170", { deals: 200, bands: 4, weeks: 1, share: 0.15, difference: -0.15 }, -0.15],
  [
    "about 30 of 150, looked at weekly, in three bands",
    { deals: 150, bands: 3, weeks: 12, share: 0.06, difference: 0 },
    0,
  ],
  ["about 100 of 300, looked at weekly", { deals: 300, bands: 1, weeks: 12, share: 0.1, difference: 0 }, 0],
])(
  "%s: intervals of 95 in 100 hold the truth in 94 to 96.5 of 100 teams",
  (_, team, truth) => {
    const random = dice(7);
    const teams = 4000;
    let held = 0;
    for (let each = 0; each < teams; each += 1) {
      const ours = told(looksOf(team, random));
      if (ours.low <= truth && truth <= ours.high) held += 1;
    }
    // Of 4,000 teams the count itself is good to ±0.7 points.
    expect(held / teams).toBeGreaterThan(0.94 - 0.003);
    expect(held / teams).toBeLessThan(0.965);
  },
  busy,
);

test(
  "where there is no difference, p-values are spread evenly, and small ones are never too frequent",
  () => {
    const random = dice(11);
    const team: Team = { deals: 200, bands: 3, weeks: 8, share: 0.08, difference: 0 };
    const p = Array.from({ length: 4000 }, () => told(looksOf(team, random)).p);
    const shareBelow = (limit: number) => p.filter((value) => value < limit).length / p.length;
    for (const limit of [0.1, 0.25, 0.5, 0.75, 0.9]) expect(Math.abs(shareBelow(limit) - limit)).toBeLessThan(0.025);
    expect(shareBelow(0.05)).toBeLessThan(0.055);
    expect(shareBelow(0.01)).toBeLessThan(0.0125);
    expect(shareBelow(0.001)).toBeLessThan(0.002);
  },
  busy,
);
