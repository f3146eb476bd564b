import fc from "fast-check";
import { expect, test } from "vitest";
import { changePoint } from "./change-point.ts";
import reference from "./reference/change-point.json" with { type: "json" };
import type { Share } from "./share.ts";

function found(shares: readonly Share[], fewest: number, level?: number) {
  const change = changePoint(shares, level === undefined ? { fewest } : { fewest, level });
  if (change.kind !== "change") throw new Error(`A place was expected, not ${change.kind}.`);
  return change;
}
const sharesOf = ({ count, of }: { count: readonly number[]; of: readonly number[] }): Share[] =>
  of.map((deals, day) => ({ count: count[day] ?? 0, of: deals }));
const oneByOne = (won: readonly boolean[]): Share[] => won.map((each) => ({ count: each ? 1 : 0, of: 1 }));

test("agrees with R: every order of the wins written down, and paths counted in whole numbers", () => {
  expect(reference.length).toBeGreaterThan(50);
  for (const { fewest, after, p, places, chances, ...told } of reference) {
    const ours = found(sharesOf(told), fewest);
    const named = JSON.stringify(told);
    expect(Math.abs(ours.p - p), named).toBeLessThan(1e-9);
    expect(ours.places.map((place) => place.after)).toEqual(places);
    for (const [index, { chance }] of ours.places.entries())
      expect(Math.abs(chance - (chances[index] ?? 0)), `${named} at ${index}`).toBeLessThan(1e-9);
    // Of places as likely as each other either may be named.
    expect(chances[places.indexOf(ours.after)]).toBe(chances[places.indexOf(after)]);
  }
});

test("six won, then six lost", () => {
  const change = found(oneByOne([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0].map(Boolean)), 3);
  expect(change).toMatchObject({
    after: 6,
    earliest: 5,
    latest: 7,
    before: { count: 6, of: 6 },
    since: { count: 0, of: 6 },
  });
  expect(change.p).toBeCloseTo(2 / 924, 12);
  expect(change.difference).toMatchObject({ estimate: -1, low: -1 });
  expect(change.difference.high).toBeLessThan(0);
});

test("a change as large is found by chance as often as p says, over every order there is", () => {
  const orders: boolean[][] = [];
  for (let bits = 0; bits < 2 ** 11; bits++) {
    const won = Array.from({ length: 11 }, (_, place) => ((bits >> place) & 1) === 1);
    if (won.filter(Boolean).length === 5) orders.push(won);
  }
  expect(orders).toHaveLength(462);
  const chances = orders.map((won) => found(oneByOne(won), 2).p);
  for (const p of new Set(chances)) {
    const asSmall = chances.filter((other) => other <= p + 1e-9).length / chances.length;
    expect(asSmall).toBeCloseTo(p, 9);
  }
});

/** A small generator of its own, so that the histories are the same everywhere. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("where a change was made, its place and its size are held as often as promised", () => {
  const roll = dice(7);
  const histories = 600;
  let [placed, sized] = [0, 0];
  for (let history = 0; history < histories; history++) {
    const won = Array.from({ length: 120 }, (_, deal) => roll() < (deal < 70 ? 0.5 : 0.25));
    const { earliest, latest, difference } = found(oneByOne(won), 15);
    if (earliest <= 70 && 70 <= latest) placed += 1;
    if (difference.low <= -0.25 && -0.25 <= difference.high) sized += 1;
  }
  // Three standard errors below 95 %.
  expect(placed / histories).toBeGreaterThan(0.923);
  expect(sized / histories).toBeGreaterThan(0.95);
});

test("a level asked for widens what is possible, and time turned round changes nothing but the sign", () => {
  const day = fc.record({ won: fc.nat(2), lost: fc.nat(2) }).map(({ won, lost }) => ({ count: won, of: won + lost }));
  fc.assert(
    fc.property(fc.array(day, { minLength: 12, maxLength: 40 }), (shares) => {
      const one = changePoint(shares, { fewest: 3 });
      const turned = changePoint(shares.toReversed(), { fewest: 3 });
      expect(turned.kind).toBe(one.kind);
      if (one.kind !== "change" || turned.kind !== "change") return;
      expect(turned.p).toBeCloseTo(one.p, 9);
      expect(turned.difference.low).toBeCloseTo(-one.difference.high, 9);
      expect(one.places.every(({ chance }) => chance >= -1e-12 && chance <= 1 + 1e-12)).toBe(true);
      expect(one.earliest).toBeLessThanOrEqual(one.after);
      expect(one.latest).toBeGreaterThanOrEqual(one.after);
      expect(one.difference.low).toBeLessThanOrEqual(one.difference.estimate);
      expect(one.difference.high).toBeGreaterThanOrEqual(one.difference.estimate);
      const surer = found(shares, 3, 0.99);
      expect(surer.earliest).toBeLessThanOrEqual(one.earliest);
      expect(surer.difference.high).toBeGreaterThanOrEqual(one.difference.high);
    }),
  );
});

test("too few deals, one day alone, all won, all lost", () => {
  const shares = (...counts: [count: number, of: number][]) => counts.map(([count, of]) => ({ count, of }));
  expect(changePoint([], { fewest: 10 })).toEqual({ kind: "too-few", outOf: 0, needed: 20 });
  expect(changePoint(shares([3, 8], [4, 11]), { fewest: 10 })).toEqual({ kind: "too-few", outOf: 19, needed: 20 });
  expect(changePoint(shares([3, 4], [4, 40]), { fewest: 10 })).toEqual({ kind: "too-few", outOf: 8, needed: 20 });
  expect(changePoint(shares([10, 10], [12, 12]), { fewest: 10 }).kind).toBe("no-variation");
  expect(changePoint(shares([0, 10], [0, 12]), { fewest: 10 }).kind).toBe("no-variation");
  expect(() => changePoint(shares([5, 4]), { fewest: 1 })).toThrow(RangeError);
});

test("twenty thousand deals, told apart to the last of what there is", () => {
  const roll = dice(11);
  const won = Array.from({ length: 20_000 }, (_, deal) => roll() < (deal < 12_000 ? 0.45 : 0.35));
  const change = found(oneByOne(won), 30);
  expect(change.p).toBeLessThan(1e-20);
  expect(Math.abs(change.after - 12_000)).toBeLessThan(400);
  expect(change.earliest).toBeLessThanOrEqual(12_000);
  expect(change.latest).toBeGreaterThanOrEqual(12_000);
  expect(change.difference.low).toBeLessThan(-0.1);
  expect(change.difference.high).toBeLessThan(-0.05);
});
