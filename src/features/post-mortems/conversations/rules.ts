import type { LossKind } from "../../deals/contract.ts";

type Loss = { lossKind: LossKind | null; competitor: string | null };

/**
 * How to begin the conversation: it says that we accept the decision, and that nobody is to be talked round. Whoever has to
 * defend a decision explains nothing.
 */
export function proposedOpeningLine(loss: Loss, people: { contact: string | null; seller: string | null }): string {
  const hello = people.contact === null ? "Hello," : `Hello ${people.contact},`;
  const us = people.seller === null ? "We want" : `${firstNameOf(people.seller)} and I want`;
  return `${hello} ${decision(loss)}, and I accept that: I am not calling to change your mind. ${us} to learn from it. May I ask you a few questions? It takes a quarter of an hour.`;
}

function decision({ lossKind, competitor }: Loss): string {
  if (competitor) return `you decided for ${competitor}`;
  if (lossKind === "no-decision") return "you decided to leave things as they are";
  return "you decided against our offer";
}

const firstNameOf = (name: string) => name.trim().split(/\s+/)[0] ?? name;

export type QuestionKey =
  | "winnerBetter"
  | "compared"
  | "leastUnderstood"
  | "recommendations"
  | "winAgain"
  | "whoDecided";
export type Question = { key: QuestionKey; ask: string; hint: string };

/** What the customer is asked, in the words to say, and how to go on from their answer. */
export function questionsAbout({ lossKind, competitor }: Loss): Question[] {
  const stayed = lossKind === "no-decision" && !competitor;
  return [
    {
      key: "winnerBetter",
      ask: stayed
        ? "What spoke for leaving things as they are?"
        : `What did ${competitor ?? "the others"} do better than we did?`,
      hint: "Ask for an example, and thank them for it. Nothing is put right now.",
    },
    {
      key: "compared",
      ask: "How did we compare on what mattered most to you?",
      hint: stayed
        ? "Let them name what mattered, and rate us from 1 to 5."
        : "Let them name what mattered, and rate us and the winner from 1 to 5.",
    },
    {
      key: "leastUnderstood",
      ask: "Which of your needs did we understand least?",
      hint: "When did they notice? Who of us could have asked?",
    },
    {
      key: "recommendations",
      ask: "What one or two things would you recommend we do differently?",
      hint: "In their words: each can become a practice of the team.",
    },
    {
      key: "winAgain",
      ask: "Is there a chance for us to win you again?",
      hint: "Yes or maybe sets the next call. What would have to be different, and by when?",
    },
    {
      key: "whoDecided",
      ask: "Who decided in the end, and how did you come to it?",
      hint: "Names and roles, and what tipped the scales.",
    },
  ];
}

const clockSkewMs = 5 * 60_000;

/** When it took place: after the loss, and not in the future. */
export function isPossible(heldAt: number, { closedAt, now }: { closedAt: number; now: number }): boolean {
  // Who writes it down by its day alone says its midnight: the day of the loss itself is possible.
  return heldAt <= now + clockSkewMs && heldAt > closedAt - 86_400_000;
}
