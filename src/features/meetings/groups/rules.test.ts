import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Drawn, drawGroups, groupForLatecomer, groupSizes, isAmongOwn, type Together } from "./rules.ts";

/** Dice that fall the same way each time, so that a failure can be looked at (Park and Miller's generator). */
function diceOf(seed: number) {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}

/** Some managers, everybody else under one of them or under nobody. */
const teams = (most: number) =>
  fc.array(fc.nat(6), { minLength: 1, maxLength: most }).map((bosses) => {
    const ids = bosses.map((_, place) => `p${place}`);
    return bosses.map(
      (boss, place): Drawn => ({
        id: `p${place}`,
        managerId: boss < place && boss < 3 ? (ids[boss] ?? null) : null,
      }),
    );
  });

const never: Together = () => 0;
const historyOf =
  (times: ReadonlyMap<string, number>): Together =>
  (one, other) =>
    times.get([one, other].sort().join(" ")) ?? 0;
const histories = (people: readonly Drawn[]) =>
  fc
    .array(fc.nat(3), { minLength: people.length ** 2, maxLength: people.length ** 2 })
    .map(
      (times) =>
        new Map(
          people.flatMap(({ id: one }, i) =>
            people.map(({ id: other }, j): [string, number] => [
              [one, other].sort().join(" "),
              times[Math.min(i, j) * people.length + Math.max(i, j)] ?? 0,
            ]),
          ),
        ),
    );
const situation = (most: number) =>
  teams(most).chain((people) => fc.record({ people: fc.constant(people), met: histories(people), seed: fc.nat() }));

const groupsOf = (people: readonly Drawn[], groups: readonly string[][]) => {
  const known = new Map(people.map((person) => [person.id, person]));
  return groups.map((group) => group.flatMap((id) => known.get(id) ?? []));
};

/** Every way to share people out over groups of these sizes. */
function* waysToShare(ids: readonly string[], sizes: readonly number[]): Generator<string[][]> {
  const [size, ...others] = sizes;
  const [first, ...rest] = ids;
  if (size === undefined || first === undefined) {
    yield [];
    return;
  }
  // Whoever is first sits in some group; groups of one size are alike, so in the first of each size.
  for (const place of new Set([size, ...others].map((each) => [size, ...others].indexOf(each)))) {
    const all = [size, ...others];
    const chosen = all[place] ?? 0;
    const left = all.filter((_, other) => other !== place);
    for (const mates of choose(rest, chosen - 1)) {
      const remaining = rest.filter((id) => !mates.includes(id));
      for (const way of waysToShare(remaining, left)) yield [[first, ...mates], ...way];
    }
  }
}
function* choose(ids: readonly string[], count: number): Generator<string[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let place = 0; place <= ids.length - count; place += 1)
    for (const others of choose(ids.slice(place + 1), count - 1)) yield [ids[place] ?? "", ...others];
}

describe("groups", () => {
  it("are threes and fours for every number of people that allows it", () => {
    expect([0, 1, 2, 3, 4, 5].map(groupSizes)).toEqual([[], [1], [2], [3], [4], [3, 2]]);
    for (let people = 6; people <= 500; people += 1) {
      const sizes = groupSizes(people);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(people);
      expect(sizes.every((size) => size === 3 || size === 4)).toBe(true);
    }
  });

  it("hold everybody once", () => {
    fc.assert(
      fc.property(situation(60), ({ people, met, seed }) => {
        const groups = drawGroups(people, historyOf(met), diceOf(seed));
        expect(groups.flat().sort()).toEqual(people.map(({ id }) => id).sort());
        expect(groups.map((group) => group.length).sort()).toEqual(groupSizes(people.length).sort());
      }),
      { numRuns: 60 },
    );
  });

  it("leave no manager among nobody but their own people where any way to share people out avoids it", () => {
    fc.assert(
      fc.property(situation(8), ({ people, met, seed }) => {
        const groups = groupsOf(people, drawGroups(people, historyOf(met), diceOf(seed)));
        const drawn = groups.filter(isAmongOwn).length;
        let fewest = Number.POSITIVE_INFINITY;
        for (const way of waysToShare(
          people.map(({ id }) => id),
          groupSizes(people.length),
        ))
          fewest = Math.min(fewest, groupsOf(people, way).filter(isAmongOwn).length);
        expect(drawn).toBe(fewest);
      }),
      { numRuns: 150 },
    );
  });

  it("avoid it in large teams, too: one person from elsewhere is enough", () => {
    for (const people of [40, 120]) {
      const team = Array.from(
        { length: people },
        (_, place): Drawn => ({
          id: `p${place}`,
          managerId: place % 10 === 0 ? null : `p${place - (place % 10)}`,
        }),
      );
      const groups = groupsOf(team, drawGroups(team, never, diceOf(people)));
      expect(groups.filter(isAmongOwn)).toEqual([]);
    }
  });

  it("are such that no exchange of two people would let fewer meet again", () => {
    fc.assert(
      fc.property(situation(16), ({ people, met, seed }) => {
        const free = people.map(({ id }): Drawn => ({ id, managerId: null }));
        const together = historyOf(met);
        const groups = drawGroups(free, together, diceOf(seed));
        const again = (group: readonly string[]) =>
          group
            .flatMap((one, place) => group.slice(place + 1).map((other) => together(one, other) ** 2))
            .reduce((a, b) => a + b, 0);
        groups.forEach((one, first) => {
          for (const other of groups.slice(first + 1))
            for (const [i, a] of one.entries())
              for (const [j, b] of other.entries())
                expect(again(one.with(i, b)) + again(other.with(j, a))).toBeGreaterThanOrEqual(
                  again(one) + again(other),
                );
        });
      }),
      { numRuns: 60 },
    );
  });

  it("bring together, meeting after meeting, those who met least: after six meetings of twelve nearly all have met", () => {
    const people = Array.from({ length: 12 }, (_, place): Drawn => ({ id: `p${place}`, managerId: null }));
    const met = new Map<string, number>();
    for (let meeting = 0; meeting < 6; meeting += 1)
      for (const group of drawGroups(people, historyOf(met), diceOf(meeting)))
        for (const one of group)
          for (const other of group) if (one < other) met.set(`${one} ${other}`, (met.get(`${one} ${other}`) ?? 0) + 1);
    // Six meetings make 6 · 3 · 6 = 108 encounters of 66 pairs. Chance alone leaves (1 − 3/11)⁶ = 15 % of the pairs apart, ten.
    expect(66 - met.size).toBeLessThanOrEqual(4);
    expect(Math.max(...met.values())).toBeLessThanOrEqual(3);
  });

  it("fall differently when the dice do", () => {
    const people = Array.from({ length: 12 }, (_, place): Drawn => ({ id: `p${place}`, managerId: null }));
    const draws = new Set([1, 2, 3, 4].map((seed) => JSON.stringify(drawGroups(people, never, diceOf(seed)))));
    expect(draws.size).toBe(4);
  });

  it("are drawn for two hundred people while somebody waits", () => {
    const people = Array.from(
      { length: 200 },
      (_, place): Drawn => ({
        id: `p${place}`,
        managerId: place % 8 === 0 ? null : `p${place - (place % 8)}`,
      }),
    );
    const began = process.cpuUsage();
    drawGroups(people, (one, other) => (one.length + other.length) % 3, diceOf(1));
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(3_000);
  });

  it("take latecomers into the smallest one", () => {
    expect(groupForLatecomer([1, 1, 1, 1, 2, 2, 2, null])).toBe(2);
    expect(groupForLatecomer([2, 2, 2, 1, 1, 1])).toBe(1);
    expect(groupForLatecomer([null, null])).toBeNull();
  });
});
