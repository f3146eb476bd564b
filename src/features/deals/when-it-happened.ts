import type { Instant } from "../../platform/dates.ts";
import { Refusal } from "../../platform/refusal.ts";
import { happenedAt } from "./rules.ts";

/** When something happened that somebody tells now; right now when they do not say. TIME_NOT_POSSIBLE for the future. */
export function whenItHappened(told: string | undefined, now: Instant): Date {
  const at = told === undefined ? now : happenedAt(Date.parse(told), now);
  if (at === null) throw new Refusal("TIME_NOT_POSSIBLE");
  return new Date(at);
}
