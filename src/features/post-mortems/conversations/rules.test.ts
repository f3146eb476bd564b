import { describe, expect, it } from "vitest";
import { isPossible, proposedOpeningLine, questionsAbout } from "./rules.ts";

describe("the opening line", () => {
  it("accepts the decision, and says who wants to learn", () => {
    const line = proposedOpeningLine(
      { lossKind: "competitor", competitor: "Bellstride" },
      { contact: "Jane Doe", seller: "Rita Moss" },
    );
    expect(line).toBe(
      "Hello Jane Doe, you decided for Bellstride, and I accept that: I am not calling to change your mind. Rita and I want to learn from it. May I ask you a few questions? It takes a quarter of an hour.",
    );
  });

  it("names nobody where nobody is known, and no winner where they held off", () => {
    const nobody = { contact: null, seller: null };
    expect(proposedOpeningLine({ lossKind: "no-decision", competitor: null }, nobody)).toContain(
      "Hello, you decided to leave things as they are, and I accept that",
    );
    expect(proposedOpeningLine({ lossKind: "unknown", competitor: null }, nobody)).toContain(
      "you decided against our offer",
    );
  });
});

it("asks the five questions and who decided; after no decision, what spoke for leaving things as they are", () => {
  const questions = questionsAbout({ lossKind: "competitor", competitor: "Bellstride" });
  expect(questions.map(({ key }) => key)).toEqual([
    ...["winnerBetter", "compared", "leastUnderstood", "recommendations", "winAgain", "whoDecided"],
  ]);
  expect(questions[0]?.ask).toBe("What did Bellstride do better than we did?");
  expect(questionsAbout({ lossKind: "no-decision", competitor: null })[0]?.ask).toBe(
    "What spoke for leaving things as they are?",
  );
});

it("took place after the loss and not in the future", () => {
  const closedAt = Date.parse("2026-11-20T14:00:00Z");
  const now = Date.parse("2026-11-22T11:00:00Z");
  const possible = (heldAt: string) => isPossible(Date.parse(heldAt), { closedAt, now });
  expect(possible("2026-11-20T00:00:00Z")).toBe(true);
  expect(possible("2026-11-19T00:00:00Z")).toBe(false);
  expect(possible("2026-11-22T11:04:00Z")).toBe(true);
  expect(possible("2026-11-22T11:06:00Z")).toBe(false);
});
