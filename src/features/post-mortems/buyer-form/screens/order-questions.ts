import type { CustomerAnswers, PriorityRating } from "../../customer-answers/contract.ts";
import type { FormShape } from "../contract.ts";

export type QuestionKey =
  | "winnerBetter"
  | "reasons"
  | "importance"
  | "compared"
  | "leastUnderstood"
  | "recommendations"
  | "winAgain"
  | "whoDecided"
  | "quote";

const all: readonly QuestionKey[] = [
  "winnerBetter",
  "reasons",
  "importance",
  "compared",
  "leastUnderstood",
  "recommendations",
  "winAgain",
  "whoDecided",
  "quote",
];

/** One question a step; where the team offers no reasons, none are asked about. */
export const questionsOf = ({ reasons }: Pick<FormShape, "reasons">): readonly QuestionKey[] =>
  all.filter((key) => key !== "reasons" || reasons.length > 0);

/** Whether somebody said anything to a question: then its button reads "Next" rather than "Skip". */
export function isAnswered(key: QuestionKey, answers: CustomerAnswers): boolean {
  switch (key) {
    case "reasons":
      return answers.reasons.length > 0 || answers.otherReason.trim() !== "";
    case "importance":
      return answers.priorities.some(({ importance }) => importance !== null);
    case "compared":
      return (
        answers.compared.trim() !== "" || answers.priorities.some(({ us, winner }) => us !== null || winner !== null)
      );
    case "recommendations":
      return answers.recommendations.some(({ words }) => words.trim() !== "");
    case "winAgain":
      return answers.winAgain !== null || answers.winAgainNote.trim() !== "";
    default:
      return answers[key].trim() !== "";
  }
}

/** Four minutes allow for so many comparisons. */
const mostCompared = 5;
/** From here on something counted. */
const counts = 3;

/** What is compared: what counted most to them, in the order they were asked, and whatever they compared already. */
export function comparedOf(priorities: readonly PriorityRating[]): PriorityRating[] {
  const weightiest = priorities
    .filter(({ importance }) => (importance ?? 0) >= counts)
    .toSorted((one, other) => (other.importance ?? 0) - (one.importance ?? 0))
    .slice(0, mostCompared);
  return priorities.filter((one) => weightiest.includes(one) || one.us !== null || one.winner !== null);
}

/** The same priority, offered by the team or named by the customer. */
export const isSame = (one: PriorityRating, other: Pick<PriorityRating, "priorityId" | "name">): boolean =>
  other.priorityId === null ? one.priorityId === null && one.name === other.name : one.priorityId === other.priorityId;

/** The ratings with this one changed, or added. */
export function rated(
  priorities: readonly PriorityRating[],
  about: Pick<PriorityRating, "priorityId" | "name">,
  part: Partial<PriorityRating>,
): PriorityRating[] {
  if (priorities.some((one) => isSame(one, about)))
    return priorities.map((one) => (isSame(one, about) ? { ...one, ...part } : one));
  return [...priorities, { ...about, importance: null, us: null, winner: null, ...part }];
}
