import type { CustomerAnswers, PriorityRating } from "./contract.ts";

export const noCustomerAnswers: CustomerAnswers = {
  winnerBetter: "",
  compared: "",
  leastUnderstood: "",
  winAgain: null,
  winAgainNote: "",
  whoDecided: "",
  quote: "",
  quoteConsent: "no",
  quoteName: "",
  reasons: [],
  otherReason: "",
  priorities: [],
  recommendations: [],
};

/** A priority of the catalogue that nobody rated says nothing; one the customer named themselves says that it counts. */
const saysSomething = ({ priorityId, importance, us, winner }: PriorityRating) =>
  priorityId === null || importance !== null || us !== null || winner !== null;

/** What counts once, without what says nothing; consent without a sentence is none. */
export function settledAnswers(answers: CustomerAnswers): CustomerAnswers {
  const rated = answers.priorities.filter(saysSomething);
  return {
    ...answers,
    quoteConsent: answers.quote === "" ? "no" : answers.quoteConsent,
    // Who takes their consent to be named back takes the name back, too.
    quoteName: answers.quote !== "" && answers.quoteConsent === "named" ? answers.quoteName : "",
    reasons: [...new Map(answers.reasons.map((reason) => [reason.reasonId, reason])).values()],
    priorities: [...new Map(rated.map((one) => [one.priorityId ?? `named ${one.name.toLowerCase()}`, one])).values()],
    recommendations: [
      ...new Map(answers.recommendations.filter(({ words }) => words !== "").map((one) => [one.id, one])).values(),
    ],
  };
}

/** Whether the customer told us anything at all. */
export function saysAnything(answers: CustomerAnswers): boolean {
  const { winnerBetter, compared, leastUnderstood, winAgain, winAgainNote, whoDecided, quote, otherReason } = answers;
  const words = [winnerBetter, compared, leastUnderstood, winAgainNote, whoDecided, quote, otherReason];
  const told = words.some((said) => said !== "");
  return (
    told ||
    winAgain !== null ||
    answers.reasons.length > 0 ||
    answers.priorities.some(saysSomething) ||
    answers.recommendations.some(({ words }) => words !== "")
  );
}
