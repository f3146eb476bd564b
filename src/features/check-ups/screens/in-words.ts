import type { CheckUpShape } from "../contract.ts";

/** Said of whoever calls, so that it names nobody. */
export const basisWords: Record<CheckUpShape["basis"], string> = {
  "offered-term": "from the offered term",
  "usual-term": "from our usual term",
  chosen: "a day chosen by hand",
};

export const outcomeWords: Record<NonNullable<CheckUpShape["outcome"]>, string> = {
  reopened: "They talk with us again",
  later: "Asked to be called later",
  never: "No further call",
};
