import { z } from "zod";
import { day, id, instant, signedIn } from "../../team/contract.ts";
import { resultOf } from "../run/contract.ts";

/** What moves a deal's odds, in points of probability (-1 to 1) against the same deal without it. */
export const oddsReason = z.object({ name: z.string(), value: z.string(), points: z.number(), flagId: id.nullable() });

export const tooFewForOdds = z.object({
  kind: z.literal("too-few"),
  won: z.number().int(),
  lost: z.number().int(),
  /** How many won and how many lost deals it takes. */
  needed: z.number().int(),
});
export const noVariation = z.object({ kind: z.literal("no-variation"), why: z.string() });

/** A bin of the calibration plot: what was said on average, and what came of it, with its 95 % interval. */
export const calibrationBin = z.object({
  said: z.number(),
  came: z.number(),
  low: z.number(),
  high: z.number(),
  deals: z.number().int(),
});

/** A column that tells the outcome too well to have been known before it. */
export const suspectedLeak = z.object({ name: z.string(), why: z.string(), allowed: z.boolean() });

/** How good the odds were on deals the model had not seen; every figure cross-validated. */
export const oddsQuality = z.object({
  kind: z.literal("model"),
  won: z.number().int(),
  lost: z.number().int(),
  auc: z.number(),
  prAuc: z.number(),
  brier: z.number(),
  /** What giving every deal the overall win rate would score. */
  brierOfGuessing: z.number(),
  logLoss: z.number(),
  /** Null where every deal was given the same odds. */
  calibrationSlope: z.number().nullable(),
  calibrationError: z.number(),
  bins: z.array(calibrationBin),
  /** Exact copies in a table without ids, counted once. */
  duplicates: z.number().int(),
  suspectedLeaks: z.array(suspectedLeak),
  /** What the model goes by, strongest first, in points at even odds. */
  goesBy: z.array(z.object({ name: z.string(), value: z.string(), points: z.number() })),
});

export const oddsResult = z.discriminatedUnion("kind", [
  oddsQuality,
  tooFewForOdds.extend({ suspectedLeaks: z.array(suspectedLeak) }),
  noVariation.extend({ suspectedLeaks: z.array(suspectedLeak) }),
]);
export type OddsResult = z.infer<typeof oddsResult>;

/** The odds of one open deal. */
export const dealOdds = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    probability: z.number(),
    /** 95 % interval, from how sure the model is of its own numbers. */
    low: z.number(),
    high: z.number(),
    reasons: z.array(oddsReason),
    /** Closed deals it was learned from. */
    learnedFrom: z.number().int(),
    dataUntil: instant,
  }),
  tooFewForOdds,
  noVariation,
  z.object({ kind: z.literal("closed") }),
  /** Nobody has looked at the deals together yet. */
  z.object({ kind: z.literal("not-yet") }),
]);
export type DealOdds = z.infer<typeof dealOdds>;

/** How good the odds would have been: learned from what had closed before a day, judged on deals that were open then. */
export const backtestResult = z.object({
  cutoffOn: day,
  trained: z.object({ won: z.number().int(), lost: z.number().int() }),
  rows: z.array(
    z.object({
      atDays: z.number().int(),
      deals: z.number().int(),
      /** Null where too few of them were won or lost to say. */
      auc: z.number().nullable(),
      brier: z.number().nullable(),
      calibrationError: z.number().nullable(),
      tooFew: z.object({ won: z.number().int(), lost: z.number().int(), needed: z.number().int() }).nullable(),
    }),
  ),
});
export type BacktestResult = z.infer<typeof backtestResult>;

/** Why there is nothing to judge, and as of which day that was asked. */
const asOf = { cutoffOn: day };
export const backtestShown = z.union([
  backtestResult,
  tooFewForOdds.extend(asOf),
  noVariation.extend(asOf),
  /** Something went wrong on our side while it was worked out. */
  z.object({ kind: z.literal("failed"), ...asOf }),
]);
export type BacktestShown = z.infer<typeof backtestShown>;

export const oddsContract = {
  showDealOdds: signedIn
    .route({ method: "GET", path: "/deals/{dealId}/odds", summary: "The odds of one open deal, and what moves them" })
    .input(z.strictObject({ dealId: id }))
    .output(dealOdds),
  showOddsQuality: signedIn
    .route({ method: "GET", path: "/insights/odds", summary: "How good the odds are" })
    .output(resultOf(oddsResult)),
  showBacktest: signedIn
    .route({ method: "GET", path: "/insights/backtest", summary: "How good the odds would have been" })
    .output(resultOf(backtestShown)),
  askBacktest: signedIn
    .route({ method: "POST", path: "/insights/backtest", summary: "Work out how good the odds would have been" })
    .input(
      z.strictObject({
        cutoffOn: day,
        atDays: z.array(z.number().int().min(0).max(720)).min(1).max(12).default([7, 14, 21, 30]),
      }),
    )
    .output(z.object({})),
  /** Says of a column whether it is known while a deal is open; null: let the data decide. */
  decideField: signedIn
    .route({
      method: "PUT",
      path: "/insights/fields",
      summary: "Say whether a column may be used for odds and findings",
    })
    .input(
      z.strictObject({ heading: z.string().min(1).max(500), use: z.enum(["known-at-open", "left-out"]).nullable() }),
    )
    .output(z.object({})),
};
