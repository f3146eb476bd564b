import { type TooFew, tooFew } from "../../../statistics/too-few.ts";

/**
 * Whatever is told by person or by segment (a competitor, a size, a source, a manager's people), and every sum over people,
 * is told of at least so many answers: of fewer, whoever knows the team knows who said what. One rule for the whole product;
 * docs/decisions/2026-11-22-small-groups.md says why five.
 */
export const fewestTold = 5;

/** `answers`: debriefs, forms, people: whatever one row of the group came from. */
export const enoughToTell = (answers: number): boolean => answers >= fewestTold;

/** What a group comes to, or that it is too small to be told. Nothing is worked out for a group that is not told. */
export function tellGroup<Figures>(answers: number, figures: () => Figures): Figures | TooFew {
  return enoughToTell(answers) ? figures() : tooFew(answers, fewestTold);
}

export type ToldGroups<Group> = {
  told: Group[];
  /** The groups left out and their answers together, which can be told as one: "3 others, 7 answers". */
  others: { groups: number; answers: number };
};

/**
 * The groups of one table that shares out all answers, in their order, without those too small. Beside a total the one group
 * left out would be told by subtraction, so what is left out comes to at least five answers, or to none: the smallest told group
 * joins it. When a single answer is in several groups, ask `enoughToTell` of each; nothing can be subtracted there.
 */
export function tellGroups<Group>(groups: readonly Group[], answersOf: (group: Group) => number): ToldGroups<Group> {
  const asked = groups.filter((group) => answersOf(group) > 0);
  const bySize = [...asked].sort((one, other) => answersOf(one) - answersOf(other));
  const left = new Set<Group>();
  let answers = 0;
  for (const group of bySize) {
    if (enoughToTell(answersOf(group)) && (left.size === 0 || enoughToTell(answers))) break;
    left.add(group);
    answers += answersOf(group);
  }
  return { told: asked.filter((group) => !left.has(group)), others: { groups: left.size, answers } };
}
