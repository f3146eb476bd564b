import type { InsightSettings } from "./contract.ts";

/** Goes up whenever a method changes what it would say about the same deals. */
export const methodVersion = 1;

export const defaultSettings: InsightSettings = {
  fewestASide: 30,
  fewestForOdds: 100,
  falseDiscoveryRate: 0.02,
  callMinutes: 20,
  emailMinutes: 10,
  meetingMinutes: 90,
  noteMinutes: 5,
};

const shortestPauseMs = 60_000;
const pauses = 10;

/**
 * How long a change waits until all deals are looked at together again: long enough that a team that changes a deal
 * every minute spends a tenth of its time on it at most.
 */
export function pauseBefore(lastDurationMs: number | null): number {
  return Math.max(shortestPauseMs, (lastDurationMs ?? 0) * pauses);
}
