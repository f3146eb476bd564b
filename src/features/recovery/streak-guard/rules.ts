import { dayMs, type Instant } from "../../../platform/dates.ts";
import { losingRun, type Result } from "../../deals/closes/results/rules.ts";

/** From the second loss in a row on, less is asked and more is offered. */
export const guardFrom = 2;
/** A win within so many days of a loss is a recovery from it. */
export const recoveredWithinDays = 90;
/** A word that nobody asked for anew in so long a time is not waited for any more. */
const freshForMs = 14 * dayMs;

/** Whether somebody who wishes their manager to be told would like a word now. */
export function wantsAWord(results: readonly Pick<Result, "won" | "closedAt">[], now: Instant): boolean {
  const last = results.at(-1);
  return last !== undefined && losingRun(results) >= guardFrom && now - last.closedAt <= freshForMs;
}
