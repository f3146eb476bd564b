import type { CheckUpShape } from "../contract.ts";

/** Said of whoever calls, so that it names nobody. */
export const basisWords: Record<CheckUpShape["basis"], string> = {
  "offered-term": "from the offered term",
  "usual-term": "from our usual term",
  chosen: "a day chosen by hand",
};

const outcomeWords: Record<NonNullable<CheckUpShape["outcome"]>, string> = {
  reopened: "They talk with us again",
  later: "To be called later",
  never: "No further call",
};

/** What came of a call; null while it waits. */
export function howItWent({ outcome, reached }: Pick<CheckUpShape, "outcome" | "reached">): string | null {
  if (outcome === null) return null;
  return reached === false ? `Nobody reached · ${outcomeWords[outcome].toLowerCase()}` : outcomeWords[outcome];
}
