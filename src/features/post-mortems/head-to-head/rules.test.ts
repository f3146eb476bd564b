import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ComparedPriority } from "./contract.ts";
import { headFinding, headToHeadOf, type RatedAnswers } from "./rules.ts";

const price = { id: "11111111-1111-4111-8111-111111111111", name: "Price", archived: false };
const ease = { id: "22222222-2222-4222-8222-222222222222", name: "Easy to use", archived: false };
const catalogue = [price, ease];

type Rating = [name: string, us: number | null, winner: number | null, importance?: number];
let losses = 0;
const answer = (winner: string | null, ...ratings: Rating[]): RatedAnswers => {
  losses += 1;
  return {
    ...{ postMortemId: `loss ${losses}`, source: "form", winner },
    ratings: ratings.map(([name, us, them, importance]) => ({
      ...{ priorityId: catalogue.find((priority) => priority.name === name)?.id ?? null, name },
      ...{ importance: importance ?? null, us, winner: them },
    })),
  };
};
const many = (times: number, make: () => RatedAnswers) => Array.from({ length: times }, make);
const named = (rows: readonly ComparedPriority[], name: string) => {
  const row = rows.find((priority) => priority.name === name);
  if (!row) throw new Error(`“${name}” is not told.`);
  return row;
};

describe("how customers compare us with the winner", () => {
  test("of fewer than five answers nothing is told, not even their mean", () => {
    const { priorities, answers } = headToHeadOf(
      many(4, () => answer("Globex", ["Price", 2, 4, 5])),
      catalogue,
      null,
    );
    expect(answers).toBe(4);
    expect(named(priorities, "Price")).toMatchObject({
      compared: { kind: "too-few", outOf: 4, needed: 5 },
      importance: { kind: "too-few", outOf: 4, needed: 5 },
    });
    expect(JSON.stringify(priorities)).not.toContain("mean");
  });

  test("who rated us alone compares nothing, but says how much it counts", () => {
    const told = headToHeadOf(
      [...many(5, () => answer("Globex", ["Price", 2, 4, 5])), answer(null, ["Price", 3, null, 2])],
      catalogue,
      null,
    );
    expect(named(told.priorities, "Price")).toMatchObject({
      compared: { kind: "known", of: 5, us: 2, winner: 4, difference: -2 },
      importance: { kind: "known", of: 6, mean: 4.5 },
    });
  });

  test("a customer who answered by form and in a conversation counts once, in their own hand", () => {
    const answers = many(5, () => answer("Globex", ["Price", 2, 4]));
    const noted = answers.map((each): RatedAnswers => {
      const other = { priorityId: ease.id, name: ease.name, importance: 5, us: 1, winner: 5 };
      const ratings = [...each.ratings.map((rating) => ({ ...rating, us: 5, winner: 1, importance: 3 })), other];
      return { ...each, source: "conversation", ratings };
    });
    const told = headToHeadOf([...noted, ...answers], catalogue, null);
    expect(told.answers).toBe(5);
    expect(named(told.priorities, "Price").compared).toMatchObject({ of: 5, difference: -2 });
    // What only the conversation asked is taken from there.
    expect(named(told.priorities, "Price").importance).toMatchObject({ mean: 3, of: 5 });
    expect(named(told.priorities, "Easy to use").compared).toMatchObject({ of: 5, difference: -4 });
  });

  test("what customers named themselves is told from five on; one called like ours is ours", () => {
    const told = headToHeadOf(
      [
        ...many(5, () => answer("Globex", ["Local support", 3, 4])),
        ...many(2, () => answer("Globex", ["Offline use", 1, 5])),
        ...many(5, () => answer("Globex", [" easy  to USE", 2, 3])),
      ],
      catalogue,
      null,
    );
    expect(named(told.priorities, "Local support")).toMatchObject({ priorityId: null, compared: { of: 5 } });
    expect(named(told.priorities, "Easy to use")).toMatchObject({ priorityId: ease.id, compared: { of: 5 } });
    expect(told.priorities.map(({ name }) => name)).not.toContain("Offline use");
    expect(told.ownPriorities).toEqual({ groups: 1, answers: 2 });
  });

  test("one winner alone is told where neither their answers nor those about all others are too few", () => {
    const globex = many(6, () => answer("Globex", ["Price", 2, 4]));
    const initech = many(3, () => answer("Initech", ["Price", 4, 2]));
    expect(headToHeadOf([...globex, ...initech], catalogue, "globex")).toMatchObject({ answers: 0, winners: [] });
    const more = [...globex, ...initech, ...many(2, () => answer("initech ", ["Price", 4, 2]))];
    const told = headToHeadOf(more, catalogue, "INITECH");
    expect(told.winners).toEqual([
      { name: "Globex", answers: 6 },
      { name: "Initech", answers: 5 },
    ]);
    expect([told.against, told.answers]).toEqual(["Initech", 5]);
    expect(named(told.priorities, "Price").compared).toMatchObject({ of: 5, difference: 2 });
    // Of a priority that only three of the others rated, theirs could be had by subtraction.
    const ratedByFew = [
      ...many(6, () => answer("Globex", ["Price", 2, 4], ["Easy to use", 2, 4])),
      ...many(5, () => answer("Initech", ["Price", 4, 2])),
      ...many(3, () => answer("Initech", ["Easy to use", 4, 2])),
    ];
    const aboutGlobex = headToHeadOf(ratedByFew, catalogue, "Globex");
    expect(named(aboutGlobex.priorities, "Price").compared.kind).toBe("known");
    expect(named(aboutGlobex.priorities, "Easy to use").compared.kind).toBe("too-few");
  });
});

describe("what may be claimed of it", () => {
  const differing = (size: number) => many(size, () => answer("Globex", ["Price", 2, 4, 5]));

  test("five who all agree are no finding; eight are, as long as not too much else was looked at", () => {
    const of = (size: number) => headFinding(headToHeadOf(differing(size), catalogue, null).priorities);
    expect(of(5)).toBeUndefined();
    expect(of(8)?.name).toBe("Price");
    // Twelve priorities at once: 2/2⁸ times twelve is more than one in twenty.
    const others = Array.from({ length: 11 }, (_, place): Rating => [`Other ${place}`, 3, 3]);
    const looked = headToHeadOf(
      many(8, () => answer("Globex", ["Price", 2, 4, 5], ...others)),
      catalogue,
      null,
    );
    expect(headFinding(looked.priorities)).toBeUndefined();
    expect(looked.priorities.filter(({ compared }) => compared.kind === "known")).toHaveLength(12);
  });

  test("the title names what customers weigh highest among what the winner does better, else what we do", () => {
    const told = headToHeadOf(
      many(12, () => answer("Globex", ["Price", 2, 4, 3], ["Easy to use", 5, 3, 5], ["Service", 2, 4, 4])),
      catalogue,
      null,
    );
    expect(headFinding(told.priorities)?.name).toBe("Service");
    const ahead = headToHeadOf(
      many(12, () => answer("Globex", ["Price", 4, 2, 3], ["Easy to use", 5, 3, 5])),
      catalogue,
      null,
    );
    expect(headFinding(ahead.priorities)?.name).toBe("Easy to use");
  });

  test("where customers see no difference, a title is claimed no oftener than in one of twenty", () => {
    let state = 7;
    // Any fair coin will do; this one always falls the same.
    const coin = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648 < 0.5;
    };
    let claimed = 0;
    for (let team = 0; team < 300; team += 1) {
      const answers = many(10, () =>
        answer("Globex", ...["A", "B", "C", "D"].map((name): Rating => (coin() ? [name, 2, 3] : [name, 3, 2]))),
      );
      if (headFinding(headToHeadOf(answers, [], null).priorities)) claimed += 1;
    }
    expect(claimed).toBeLessThanOrEqual(15);
  });
});

test("in whatever order answers come, they say the same", () => {
  const rating = fc.integer({ min: 1, max: 5 });
  const rated = fc.tuple(fc.constantFrom("Price", "Easy to use", "Service"), rating, rating, rating);
  const given = fc.array(fc.tuple(fc.constantFrom("Globex", "Initech", null), fc.array(rated, { maxLength: 3 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(given, fc.constantFrom(null, "Globex"), (rows, against) => {
      const answers = rows.map(([winner, ratings]) => {
        const once = [...new Map(ratings.map((one) => [one[0], one])).values()];
        return answer(winner, ...once.map(([name, us, them, counts]): Rating => [name, us, them, counts]));
      });
      const told = headToHeadOf(answers, catalogue, against);
      const backwards = headToHeadOf([...answers].reverse(), catalogue, against);
      const rounded = ({ priorities, ...rest }: typeof told) => ({
        ...rest,
        priorities: priorities.map(({ key, compared }) => [
          key,
          compared.kind === "known" ? compared.difference.toFixed(9) : compared.outOf,
        ]),
      });
      expect(rounded(backwards)).toEqual(rounded(told));
    }),
  );
});
