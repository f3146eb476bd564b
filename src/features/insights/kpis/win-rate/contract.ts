import { z } from "zod";
import { money } from "../../../deals/contract.ts";
import { signedIn } from "../../../team/contract.ts";
import { figuresFilterShape, periodNotPossible, periodTold, shareTold } from "../contract.ts";
import { keptOf } from "../kept/contract.ts";

const count = z.number().int();

/** Deals that closed: how many were won, and how much of the money. */
const winFigures = z.object({
  won: count,
  lost: count,
  rate: shareTold,
  money: z.object({
    won: money,
    lost: money,
    /** Deals whose amount is known in the workspace's currency; the money is theirs alone. */
    deals: count,
    /** Closed without an amount or its currency, and in a currency without a rate on that day: never counted as anything. */
    noAmount: count,
    noRate: count,
    rate: shareTold,
  }),
});
export type WinFigures = z.infer<typeof winFigures>;

export const segmentedBy = z.enum(["person", "pipeline", "source", "column", "persona", "campaign"]);
export type SegmentedBy = z.infer<typeof segmentedBy>;

const segment = z.object({
  /** As the filter takes it. */
  key: z.string(),
  name: z.string(),
  figures: winFigures,
  /** Of its win rate, against the other period; null without one. */
  change: shareTold.nullable(),
});

export const winRateTold = z.object({
  period: periodTold,
  figures: winFigures,
  compared: z.object({ period: periodTold, figures: winFigures, change: shareTold, moneyChange: shareTold }).nullable(),
  segments: z
    .object({
      by: segmentedBy,
      rows: z.array(segment),
      /** Those with too few deals to be told by themselves. */
      others: z.object({ groups: count, deals: count }),
    })
    .nullable(),
});
export type WinRateTold = z.infer<typeof winRateTold>;

export const winRateAsked = z.strictObject({ ...figuresFilterShape, by: segmentedBy.optional() });

export const winRateContract = {
  showWinRate: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/win-rate",
      summary:
        "Win rate by count and by money, against another period, and by person, pipeline, source, column, persona or campaign",
      description: "What it means exactly: docs/methods/kpis.md. By column needs `column`.",
    })
    .errors(periodNotPossible)
    .input(winRateAsked)
    .output(keptOf(winRateTold)),
};
