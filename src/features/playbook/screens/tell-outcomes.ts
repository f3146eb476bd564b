import type { PracticeOutcomes } from "../outcomes/contract.ts";

/** The finding as a sentence; nothing is found where the interval holds no difference too, or where there are too few deals. */
export function findingOf({ difference }: Pick<PracticeOutcomes, "difference">): string {
  if (difference.kind === "too-few") return "Too few deals yet to say how they end with it and without";
  const points = Math.round(Math.abs(difference.estimate) * 100);
  if (difference.low > 0) return `Deals with it were won ${points} points more often`;
  if (difference.high < 0) return `Deals with it were won ${points} points less often`;
  return "No clear difference between deals with it and without";
}
