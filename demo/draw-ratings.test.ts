import { expect, test } from "vitest";
import type { RatedAnswers } from "../src/features/post-mortems/head-to-head/rules.ts";
import { headFinding, headToHeadOf } from "../src/features/post-mortems/head-to-head/rules.ts";
import { rollDice } from "./dice.ts";
import { drawRatings, truePriorities } from "./draw-ratings.ts";

const catalogue = truePriorities.map(({ key }) => ({ id: key, name: key, archived: false }));

/** As many customers as a team of this size hears in half a year. */
function askedIn(seed: number, customers: number) {
  const dice = rollDice(seed, 77);
  const answers = Array.from({ length: customers }, (_, place): RatedAnswers => {
    const ratings = drawRatings(dice, place % 8 !== 0).map(({ key, ...rated }) => ({
      priorityId: key,
      name: key,
      ...rated,
    }));
    return { postMortemId: `${place}`, source: "form", winner: null, ratings };
  });
  return headToHeadOf(answers, catalogue, null).priorities;
}
const foundIn = (priorities: ReturnType<typeof askedIn>) =>
  priorities.flatMap(({ key, compared }) => (compared.kind === "known" && compared.isFinding ? key : []));

test("whoever asks forty customers finds where the winner is ahead and where we are; the rest is found by chance alone", () => {
  const teams = Array.from({ length: 40 }, (_, seed) => foundIn(askedIn(seed, 40)));
  const share = (key: string) => teams.filter((found) => found.includes(key)).length / teams.length;
  expect(share("start")).toBe(1);
  expect(share("support")).toBeGreaterThan(0.7);
  expect(share("ease")).toBeGreaterThan(0.7);
  const same = truePriorities.filter(({ us, winner }) => Math.abs(us - winner) < 0.11).map(({ key }) => key);
  expect(same.length).toBeGreaterThan(3);
  // Half of what is planted is true, so that what is false may be found in 5 of 100 of these at most, and a little more by luck.
  for (const key of same) expect(share(key), key).toBeLessThanOrEqual(0.15);
  const titles = teams.map((_, seed) => headFinding(askedIn(seed, 40))?.key);
  expect(titles.filter((key) => key === "start").length).toBeGreaterThan(0.8 * teams.length);
});

test("of four customers nothing is found, whatever is true", () => {
  expect(askedIn(3, 4).every(({ compared }) => compared.kind === "too-few")).toBe(true);
});
