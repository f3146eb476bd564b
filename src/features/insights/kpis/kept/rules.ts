import type { Instant } from "../../../../platform/dates.ts";

/** So long a statement of a report may take while somebody waits for it. */
export const patienceMs = 400;
/** What took no longer than this apart is reckoned at once again: it was another moment that was too slow. */
export const quickMs = 100;

const minuteMs = 60_000;
const leastAgeMs = minuteMs;
const timesItsWork = 20;
const lostAfterMs = 10 * minuteMs;
const failureHoldsMs = minuteMs;

export type Standing = {
  wantedAt: Date | null;
  madeAt: Date | null;
  tookMs: number | null;
  failedAt: Date | null;
};

/** Whether a kept report is so old that it is to be reckoned anew: what takes long is done less often. */
export function isOld({ madeAt, tookMs }: Standing, now: Instant): boolean {
  return madeAt === null || now - madeAt.getTime() > Math.max(leastAgeMs, timesItsWork * (tookMs ?? 0));
}

/** Whether somebody's wish still holds; after that long whoever was at it is gone. */
export function isWanted({ wantedAt }: Standing, now: Instant): boolean {
  return wantedAt !== null && now - wantedAt.getTime() < lostAfterMs;
}

/** Whether reckoning it went wrong so lately that it would only go wrong again. */
export function hasJustFailed({ failedAt }: Standing, now: Instant): boolean {
  return failedAt !== null && now - failedAt.getTime() < failureHoldsMs;
}
