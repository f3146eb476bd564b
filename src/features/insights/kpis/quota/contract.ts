import { z } from "zod";
import { money } from "../../../deals/contract.ts";
import { day, signedIn } from "../../../team/contract.ts";
import { figuresFilter, periodNotPossible, periodTold, tooFewTold } from "../contract.ts";
import { keptOf } from "../kept/contract.ts";

const count = z.number().int();

/** Quotas of one currency, and what was won of them in their own days, in that currency. */
const attained = z.object({ quotas: count, quota: money, won: money, share: z.number() });

const quotaFigures = z.object({
  /** People with a quota that lies within the period. */
  people: count,
  /** People left out: their quotas within the period overlap; and all their quotas that run in it reach beyond it. */
  overlapping: count,
  reachingBeyond: count,
  byCurrency: z.array(attained),
  /** In the workspace's currency, those of which a rate is known; null: of none. */
  total: attained.nullable(),
  /** Quotas in a currency without a rate: in no total. */
  quotasWithoutRate: count,
  wonDeals: count,
  /** Won deals that count nowhere: without an amount, and in a currency that cannot be reckoned into the quota's. */
  wonNoAmount: count,
  wonNoRate: count,
});
export type QuotaFigures = z.infer<typeof quotaFigures>;

/** What is open today against what the quotas of the period still need, in the workspace's currency. */
const coverage = z.discriminatedUnion("kind", [
  /** Its last quota has ended. */
  z.object({ kind: z.literal("over") }),
  z.object({ kind: z.literal("none") }),
  z.object({
    kind: z.literal("known"),
    left: money,
    /** Open deals of these people whose amount is known, whatever may come of them. */
    open: z.object({ deals: count, amount: money }),
    openNoAmount: count,
    openNoRate: count,
    /** What they bring on average before the quotas end, and between what it lies in eight of ten such periods; null: of too few. */
    likely: z.object({ amount: money, range: z.object({ low: money, high: money }).nullable() }),
    /** Likely / left, and open / left; null once nothing is left. */
    share: z.number().nullable(),
    openShare: z.number().nullable(),
    /** Open deals without odds of their own: they count with the team's win rate, of so many closed deals. */
    byWinRate: z.object({ deals: count, rate: z.number(), of: count }).nullable(),
    /** False: how long deals take is too few to say, so each counts as if it came in time. */
    inTime: z.boolean(),
  }),
  /** Open deals have no odds, and closed ones are too few to say how often one is won. */
  tooFewTold,
]);

export const quotaTold = z.discriminatedUnion("kind", [
  /** A quota is for all of a person's deals: it says nothing of some of them. */
  z.object({ kind: z.literal("narrowed") }),
  z.object({
    kind: z.literal("told"),
    period: periodTold,
    figures: quotaFigures,
    coverage,
    /** The whole other period; while this one runs, with what was won by as many days of it. */
    compared: z.object({ period: periodTold, wonUntil: day, figures: quotaFigures }).nullable(),
  }),
]);
export type QuotaTold = z.infer<typeof quotaTold>;
export type Coverage = z.infer<typeof coverage>;

export const quotaContract = {
  showQuotaFigures: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/quota",
      summary: "How much of the quotas that lie within a period was won, and what is open against what they still need",
      description:
        "Of the people whose quotas you may see. Today's open deals, each with its odds and how likely a win comes in time. What it means exactly: docs/methods/kpis.md.",
    })
    .errors(periodNotPossible)
    .input(figuresFilter)
    .output(keptOf(quotaTold)),
};
