import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOfTeam, shrunkenShare } from "./beta-binomial.ts";
import reference from "./reference/beta-binomial.json" with { type: "json" };

test("agrees with R: the analysis of variance over single deals, and qbeta", () => {
  for (const { count, of, mean, worth, shrunken } of reference) {
    const groups = count.map((wins, group) => ({ count: wins, of: of[group] ?? 0 }));
    const team = shareOfTeam(groups);
    if (team.kind !== "team") throw new Error("a team's share was expected");
    expect(team.mean).toBeCloseTo(mean, 12);
    expect(Math.abs(team.worth / worth - 1)).toBeLessThan(1e-9);
    groups.forEach((group, index) => {
      const ours = shrunkenShare(group, team);
      const [estimate = 9, low = 9, high = 9] = shrunken[index] ?? [];
      expect(ours.estimate).toBeCloseTo(estimate, 10);
      expect(ours.low).toBeCloseTo(low, 9);
      expect(ours.high).toBeCloseTo(high, 9);
    });
  }
});

test("the docstrings' examples", () => {
  const groups = [2, 5, 8].map((count) => ({ count, of: 10 }));
  expect(shareOfTeam(groups)).toMatchObject({ mean: 0.5, worth: expect.closeTo(95 / 31, 12) });
  const team = { kind: "team", mean: 0.45, worth: 16 } as const;
  expect(shrunkenShare({ count: 3, of: 4 }, team).estimate).toBeCloseTo(0.51, 12);
  expect(shrunkenShare({ count: 0, of: 0 }, team).estimate).toBeCloseTo(0.45, 12);
});

test("too few groups, groups of single deals, and teams that won or lost everything", () => {
  expect(shareOfTeam([])).toEqual({ kind: "too-few", outOf: 0, needed: 3 });
  const two = [
    { count: 2, of: 10 },
    { count: 5, of: 10 },
    { count: 0, of: 0 },
  ];
  expect(shareOfTeam(two)).toEqual({ kind: "too-few", outOf: 2, needed: 3 });
  expect(shareOfTeam([0, 1, 0, 1].map((count) => ({ count, of: 1 })))).toEqual({
    kind: "too-few",
    outOf: 0,
    needed: 1,
  });
  expect(shareOfTeam([4, 5, 6].map((of) => ({ count: of, of })))).toEqual({ kind: "no-variation" });
  expect(shareOfTeam([4, 5, 6].map((of) => ({ count: 0, of })))).toEqual({ kind: "no-variation" });
});

test("groups that are all alike are worth the team's deals; groups that share nothing stay as they are", () => {
  expect(shareOfTeam([4, 8, 12].map((of) => ({ count: of / 2, of })))).toEqual({ kind: "team", mean: 0.5, worth: 24 });
  const apart = shareOfTeam([
    { count: 10, of: 10 },
    { count: 0, of: 10 },
    { count: 10, of: 10 },
  ]);
  if (apart.kind !== "team") throw new Error("a team's share was expected");
  expect(shrunkenShare({ count: 10, of: 10 }, apart).estimate).toBeGreaterThan(0.999);
});

test("a shrunken share lies between the group's own and the team's, and more deals draw it less", () => {
  const share = fc.tuple(fc.nat(30), fc.nat(30)).map(([won, lost]) => ({ count: won, of: won + lost }));
  fc.assert(
    fc.property(fc.array(share, { minLength: 3, maxLength: 12 }), (groups) => {
      const team = shareOfTeam(groups);
      if (team.kind !== "team") return;
      for (const group of groups.filter(({ of }) => of > 0)) {
        const { low, estimate, high } = shrunkenShare(group, team);
        const own = group.count / group.of;
        expect(estimate).toBeGreaterThanOrEqual(Math.min(own, team.mean) - 1e-12);
        expect(estimate).toBeLessThanOrEqual(Math.max(own, team.mean) + 1e-12);
        expect(0 <= low && low <= high && high <= 1).toBe(true);
        const tenfold = shrunkenShare({ count: 10 * group.count, of: 10 * group.of }, team);
        expect(Math.abs(tenfold.estimate - own)).toBeLessThanOrEqual(Math.abs(estimate - own) + 1e-12);
      }
    }),
  );
});
