import { z } from "zod";
import { money } from "../../deals/contract.ts";
import { id, signedIn } from "../../team/contract.ts";
import { winRate } from "../findings/contract.ts";
import { resultOf } from "../run/contract.ts";

/** A share as counts with its 95 % interval, 0 to 1. */
export const share = z.object({
  of: z.number().int(),
  count: z.number().int(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
});

/** How a flag did on closed deals that it could be read on, had it been held to this threshold. */
export const trackAtThreshold = z.object({
  /** The threshold in words: "quiet for 7 days". */
  threshold: z.string(),
  /** Whether it is the one the team has set. */
  set: z.boolean(),
  /** Of the losses, those on which it was up before the close. */
  reach: share,
  /** Of the deals on which it was ever up, those that were lost. */
  precision: share.nullable(),
  /** Of the wins, those on which it was up all the same. */
  falseAlarms: share,
  /** Days before the close since when it was up, on losses: the middle one and the middle half. */
  daysBefore: z.object({ median: z.number(), low: z.number(), high: z.number(), deals: z.number().int() }).nullable(),
  /** How many of the open deals would show it today. */
  openDealsUp: z.number().int().nullable(),
});
export type TrackAtThreshold = z.infer<typeof trackAtThreshold>;

export const trackRecord = z.object({
  flagId: id,
  name: z.string(),
  /** Deals that closed and on which the flag could be read at some time. */
  won: z.number().int(),
  lost: z.number().int(),
  /** Too few closed deals on either side to say anything. */
  tooFew: z.object({ needed: z.number().int() }).nullable(),
  /** Win rate of all these deals, to hold the precision against. */
  usual: winRate.nullable(),
  moneyLost: money.nullable(),
  /** Ascending; one entry for a flag without a number to turn. */
  thresholds: z.array(trackAtThreshold),
});
export type TrackRecord = z.infer<typeof trackRecord>;

export const trackRecordContract = {
  showTrackRecords: signedIn
    .route({ method: "GET", path: "/insights/track-records", summary: "How each red flag did on past deals" })
    .output(resultOf(z.object({ records: z.array(trackRecord) }))),
};
