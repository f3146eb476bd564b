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
