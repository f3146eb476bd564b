import { dayOf, startOfDay } from "../../../platform/dates.ts";
import type { Reader } from "../../../ui/words.ts";
import type { FlagKind } from "../../red-flags/contract.ts";

/** What a repair teaches that can lower a flag of this kind, besides that it was done. */
export function learnedBy(kind: FlagKind): "person" | "step" | "close-date" | "nothing-more" {
  switch (kind) {
    case "no-decision-maker":
    case "single-contact":
      return "person";
    case "step-missed":
      return "step";
    case "close-date-slipped":
      return "close-date";
    // Only the deal's next stage lowers these.
    case "too-long-in-stage":
    case "stuck-on-price":
    // What a deal is like is not ours to change.
    case "attribute":
    case "gone-quiet":
    case "no-follow-up":
    case "unanswered-message":
      return "nothing-more";
  }
}

/** Today is now; an earlier day is its noon, which is that day wherever it is read. */
export function instantOnDay(day: string, { now, timeZone }: Pick<Reader, "now" | "timeZone">): string {
  if (day === dayOf(now.getTime(), timeZone)) return new Date().toISOString();
  return new Date(startOfDay(day, timeZone) + 12 * 3_600_000).toISOString();
}
