import type { CheckUpShape } from "../contract.ts";

export const basisWords: Record<CheckUpShape["basis"], string> = {
  "offered-term": "from the term you offered",
  "usual-term": "from our usual term",
  chosen: "the day you chose",
};

export const outcomeWords: Record<NonNullable<CheckUpShape["outcome"]>, string> = {
  reopened: "They talk with us again",
  later: "Asked to be called later",
  never: "No further call",
};
