import { dayOf, startOfDay } from "../../../platform/dates.ts";
import type { Reader } from "../../../ui/words.ts";

const noon = 12 * 3_600_000;

/** The instant that stands for "on this day": right now if it is today, else the middle of the day. */
export function instantOn(day: string, { now, timeZone }: Pick<Reader, "now" | "timeZone">): string {
  // The reader's clock moves once a minute; what happens now happens after that.
  const at = Math.max(now.getTime(), Date.now());
  if (day === dayOf(at, timeZone)) return new Date(at).toISOString();
  return new Date(startOfDay(day, timeZone) + noon).toISOString();
}
