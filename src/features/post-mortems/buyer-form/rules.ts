import type { CustomerAnswers } from "../customer-answers/contract.ts";
import { prioritySeeds } from "../priorities/rules.ts";

/** Reasons of the catalogue that are worded for customers, as they are grouped in the form. Others are ours alone. */
export const offeredReasons = {
  offer: [
    "price",
    "contract-terms",
    "product-gap",
    "missing-integration",
    "competitor-fits-better",
    "switching-effort",
    "marketing-message",
  ],
  people: [
    "needs-not-understood",
    "slow-answers",
    "proposal-late",
    "no-follow-up",
    "presented-too-early",
    "trust-references",
    "decision-makers-not-identified",
  ],
  ours: [
    "budget-gone",
    "project-on-hold",
    "no-urgency",
    "poor-timing",
    "incumbent",
    "internal-solution",
    "group-decision",
    "legal-security-review",
  ],
} as const;
export type ReasonGroup = keyof typeof offeredReasons;
export type OfferedReason = (typeof offeredReasons)[ReasonGroup][number];

const offeredKeys: ReadonlySet<string> = new Set(Object.values(offeredReasons).flat());

type Catalogued = { id: string; key: string | null; archived: boolean };

/** What a customer may tick: what has words for them, and is in the team's catalogue. */
export function reasonsOffered(reasons: readonly Catalogued[]): { id: string; key: string }[] {
  return reasons.flatMap(({ id, key, archived }) =>
    key !== null && !archived && offeredKeys.has(key) ? [{ id, key }] : [],
  );
}

type Priority = { id: string; key: string | null; name: string; archived: boolean };
const seededNames = new Map<string, string>(prioritySeeds.map(({ key, name }) => [key, name]));

/** What a customer may weigh. One that the team renamed is asked about in the team's words, in every language. */
export function prioritiesOffered(priorities: readonly Priority[]): { id: string; key: string | null; name: string }[] {
  return priorities
    .filter(({ archived }) => !archived)
    .map(({ id, key, name }) => ({ id, name, key: key !== null && seededNames.get(key) === name ? key : null }));
}

type Known = { reasonIds: ReadonlySet<string>; priorityNames: ReadonlyMap<string, string> };

/**
 * What is kept of what came: ticks and ratings only of what was offered, or is there from before, under our names. What the
 * team has put away while somebody answered is left out, and costs them nothing else they wrote.
 */
export function withoutUnknown(answers: CustomerAnswers, { reasonIds, priorityNames }: Known): CustomerAnswers {
  return {
    ...answers,
    reasons: answers.reasons.filter(({ reasonId }) => reasonIds.has(reasonId)),
    priorities: answers.priorities.flatMap((rated) => {
      if (rated.priorityId === null) return [rated];
      const name = priorityNames.get(rated.priorityId);
      return name === undefined ? [] : [{ ...rated, name }];
    }),
  };
}
