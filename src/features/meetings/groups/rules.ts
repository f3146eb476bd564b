/** Somebody to be put into a group: with whom they work every day follows from whose manager is whose. */
export type Drawn = { id: string; managerId: string | null };
/** How often two people were in a group of a meeting together. */
export type Together = (one: string, other: string) => number;

/** Two of one team talk to each other anyway: about as much as having met in two meetings. */
const sameTeamCounts = 2;
/** A manager among nobody but their own people hears what they hear every day: worse than any repetition. */
const amongOwnCounts = 1e9;
/** The search ends where no exchange of two makes it better; begun from several draws, the best of those ends is taken. */
const mostDraws = 24;
const exchangesADraw = 20_000;

/**
 * How large the groups are: three or four each, as alike as can be. Five people are a three and a two: whoever listens to
 * four others says nothing; fewer than that are one group.
 */
export function groupSizes(people: number): number[] {
  if (people === 0) return [];
  const groups = Math.ceil(people / 4);
  return Array.from({ length: groups }, (_, place) => Math.floor(people / groups) + (place < people % groups ? 1 : 0));
}

/**
 * Draws groups that mix: those who met less often, and who do not work in one team, meet; no manager sits among nobody but
 * their own people where that can be avoided. `dice` gives numbers from 0 up to 1; among draws that are as good, it decides.
 */
export function drawGroups(people: readonly Drawn[], together: Together, dice: () => number): string[][] {
  const sizes = groupSizes(people.length);
  if (sizes.length < 2) return sizes.length === 0 ? [] : [people.map(({ id }) => id)];
  const cost = createCost(people, together);
  const draws = Math.max(2, Math.min(mostDraws, Math.floor(exchangesADraw / people.length ** 2) + 2));
  let best: { groups: number[][]; cost: number } | undefined;
  for (let draw = 0; draw < draws; draw += 1) {
    const groups = improve(dealOut(shuffled(people.length, dice), sizes), cost);
    const total = groups.reduce((sum, group) => sum + cost(group), 0);
    if (!best || total < best.cost) best = { groups, cost: total };
  }
  return (best?.groups ?? []).map((group) => group.flatMap((place) => people[place]?.id ?? []));
}

/** Whether a manager is in this group with nobody but their own people. */
export function isAmongOwn(group: readonly Drawn[]): boolean {
  return (
    group.length > 1 && group.some(({ id }) => group.every((person) => person.id === id || person.managerId === id))
  );
}

/** How bad a group is: what its pairs have had of each other already, and whether somebody is among their own. */
function createCost(people: readonly Drawn[], together: Together) {
  const pairs = people.map((one) =>
    people.map((other) => together(one.id, other.id) + (isSameTeam(one, other) ? sameTeamCounts : 0)),
  );
  return (group: readonly number[]): number => {
    let sum = 0;
    for (let first = 0; first < group.length; first += 1)
      for (let second = first + 1; second < group.length; second += 1) {
        const times = pairs[group[first] ?? 0]?.[group[second] ?? 0] ?? 0;
        // The third time counts more than the second: it is spread.
        sum += times * times;
      }
    return sum + (isAmongOwn(group.flatMap((place) => people[place] ?? [])) ? amongOwnCounts : 0);
  };
}

function isSameTeam(one: Drawn, other: Drawn): boolean {
  if (one.managerId === other.id || other.managerId === one.id) return true;
  return one.managerId !== null && one.managerId === other.managerId;
}

/** Exchanges two people of two groups as long as that makes these groups better. */
function improve(groups: number[][], cost: (group: readonly number[]) => number): number[][] {
  const costs = groups.map(cost);
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (let one = 0; one < groups.length; one += 1)
      for (let other = one + 1; other < groups.length; other += 1)
        if (exchange(groups, costs, [one, other], cost)) isBetter = true;
  }
  return groups;
}

/** Makes the best of all exchanges between two groups, if one helps. */
function exchange(
  groups: number[][],
  costs: number[],
  [one, other]: readonly [number, number],
  cost: (group: readonly number[]) => number,
): boolean {
  const here = groups[one] ?? [];
  const there = groups[other] ?? [];
  const before = (costs[one] ?? 0) + (costs[other] ?? 0);
  let best: { pair: [number[], number[]]; costs: [number, number] } | undefined;
  let least = before;
  for (let i = 0; i < here.length; i += 1)
    for (let j = 0; j < there.length; j += 1) {
      const pair: [number[], number[]] = [here.with(i, there[j] ?? 0), there.with(j, here[i] ?? 0)];
      const after: [number, number] = [cost(pair[0]), cost(pair[1])];
      if (after[0] + after[1] >= least) continue;
      least = after[0] + after[1];
      best = { pair, costs: after };
    }
  if (!best) return false;
  [groups[one], groups[other]] = best.pair;
  [costs[one], costs[other]] = best.costs;
  return true;
}

function dealOut(order: readonly number[], sizes: readonly number[]): number[][] {
  let from = 0;
  return sizes.map((size) => {
    from += size;
    return order.slice(from - size, from);
  });
}

/** Fisher and Yates: every order is as likely. */
function shuffled(count: number, dice: () => number): number[] {
  const order = Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const place = Math.floor(dice() * (last + 1));
    const [one = 0, other = 0] = [order[last], order[place]];
    order[last] = other;
    order[place] = one;
  }
  return order;
}

/** Where somebody who comes late sits: in the smallest group, the first of those. Null: no groups were drawn. */
export function groupForLatecomer(groups: readonly (number | null)[]): number | null {
  const sizes = new Map<number, number>();
  for (const group of groups) if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const [smallest] = [...sizes].sort(
    ([one, sizeOfOne], [other, sizeOfOther]) => sizeOfOne - sizeOfOther || one - other,
  );
  return smallest?.[0] ?? null;
}
