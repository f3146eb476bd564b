import type { DebriefSheet } from "../contract.ts";

/** From the second loss in a row on, a debrief asks for what is needed, and leaves the rest to whoever wants to say it. */
export function isShort({ lossInRow }: Pick<DebriefSheet, "lossInRow">): boolean {
  return lossInRow !== null && lossInRow >= 2;
}
