import type { Instant } from "../../platform/dates.ts";

/** What one attempt told; see platform/mail. */
export type Attempted =
  | { kind: "sent" }
  | { kind: "refused"; why: string }
  | { kind: "later"; why: string; inDoubt: boolean };

/** Attempts so far, this one included; and how often before it nobody knew what became of the mail. */
export type Tried = { attempts: number; doubts: number };

export type Outcome =
  | { state: "sent"; doubts: number }
  | { state: "failed"; doubts: number; why: string }
  | { state: "waiting"; doubts: number; why: string; tryAt: Instant };

const firstPauseMs = 60_000;
const longestPauseMs = 15 * 60_000;
/** At the longest pause that is about three days. */
export const mostAttempts = 290;
/** Handed over twice without our learning what became of it, a mail has most likely arrived. */
export const mostDoubts = 2;

/**
 * How long to wait after so many attempts: twice as long each time, up to a quarter of an hour, and a little apart from each
 * other, so that a server that comes back is not run down. `dice` is from 0 to 1.
 */
export function pauseAfter(attempts: number, dice: number): number {
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(pause * (0.8 + 0.4 * dice));
}

/** What a mail is after an attempt. */
export function afterAttempt(tried: Tried, attempt: Attempted, now: Instant, dice: number): Outcome {
  if (attempt.kind === "sent") return { state: "sent", doubts: tried.doubts };
  if (attempt.kind === "refused") return { state: "failed", doubts: tried.doubts, why: attempt.why };
  const doubts = tried.doubts + (attempt.inDoubt ? 1 : 0);
  if (doubts >= mostDoubts) return { state: "failed", doubts, why: inDoubtWords };
  if (tried.attempts >= mostAttempts)
    return { state: "failed", doubts, why: `${attempt.why} It was tried ${tried.attempts} times, then given up.` };
  return { state: "waiting", doubts, why: attempt.why, tryAt: now + pauseAfter(tried.attempts, dice) };
}

/** A mail that was being handed over when its program ended: nobody knows what became of it. */
export const cutOffWords = "It was being handed over when the program ended. It may have arrived.";
export const inDoubtWords =
  "It was handed over twice without the mail server's answer reaching us. It may have arrived, so it is not tried again by itself.";

/** What was kept for longer than this is history: nobody is written to about it. */
export const keptForDays = 7;
/** How long mails are kept to look at. */
export const rememberedDays = 90;
