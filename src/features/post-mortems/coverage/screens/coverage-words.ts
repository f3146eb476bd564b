import { countWords, numberWords, type Reader } from "../../../../ui/words.ts";
import type { CoverageShape } from "../contract.ts";

/** The finding, as a sentence. Of few losses, counts alone. */
export function titleOf({ major, talked }: Pick<CoverageShape, "major" | "talked">, reader: Reader): string {
  if (major === 0) return "No loss was major in this time.";
  if (talked === major)
    return major === 1
      ? "The customer of the one major loss was heard."
      : `All ${numberWords(major, reader)} customers of major losses were heard.`;
  return `We heard the customer of ${numberWords(talked, reader)} of ${countWords(major, "major loss", "major losses", reader)}.`;
}

/** How soon, with who still waits counted as waiting. */
export function waitWords({ wait, waiting }: Pick<CoverageShape, "wait" | "waiting">, reader: Reader): string {
  if (wait.kind === "too-few")
    return `How soon, is told from ${numberWords(wait.needed, reader)} major losses on; there are ${numberWords(wait.outOf, reader)}.`;
  if (wait.medianDays === null)
    return "Fewer than half of the customers have been heard yet, so how long it takes cannot be said.";
  const middle = daysWords(wait.medianDays, reader);
  const { lowDays: low, highDays: high } = wait;
  const between =
    low === null
      ? ""
      : high === null
        ? ` (likely ${daysWords(low, reader)} or more)`
        : ` (likely between ${numberWords(Math.round(low), reader)} and ${daysWords(high, reader)})`;
  const still =
    waiting === 0
      ? ""
      : ` ${countWords(waiting, "customer who still waits counts", "customers who still wait count", reader)} as waiting.`;
  return `Half of the customers were heard within ${middle} of the loss${between}.${still}`;
}

const daysWords = (days: number, reader: Reader) => {
  const whole = Math.round(days);
  return whole === 0 ? "a day" : countWords(whole, "day", "days", reader);
};
