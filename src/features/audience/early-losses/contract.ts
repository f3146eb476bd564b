import { z } from "zod";
import { dealRow } from "../../deals/contract.ts";
import { figuresFilterShape, periodNotPossible, periodTold, shareTold } from "../../insights/kpis/contract.ts";
import { keptOf } from "../../insights/kpis/kept/contract.ts";
import { pageOf, signedIn } from "../../team/contract.ts";

const { compare: _compare, compareFrom: _from, compareUntil: _until, ...ofOnePeriod } = figuresFilterShape;

/** Which deals, as figures take it, but of one period; left out: the last twelve months. */
export const audienceFilter = z.strictObject(ofOnePeriod);
export type AudienceFilter = z.infer<typeof audienceFilter>;

/** By what early losses are held against wins. */
export const toldApartBy = z.enum(["persona", "segment", "source", "campaign", "message"]);
export type ToldApartBy = z.infer<typeof toldApartBy>;

const count = z.number().int();

const looked = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    /** Its share of early losses less that of the others in the same pipelines, -1 to 1, with its 95 % interval. */
    value: z.number(),
    low: z.number(),
    high: z.number(),
    /** Of the test that nothing differs, by itself, and corrected for everything that was looked at. */
    p: z.number(),
    adjustedP: z.number(),
    /** Whether it survives the correction. */
    stands: z.boolean(),
  }),
  /** Deals with it, or without it, whichever are fewer; and how many it takes of each. */
  z.object({ kind: z.literal("too-few"), outOf: count, needed: count }),
  /** In each pipeline all were lost early, or all won: nothing differs. */
  z.object({ kind: z.literal("no-variation") }),
]);

const earlyLossRow = z.object({
  by: toldApartBy,
  /** As the list of its deals takes it. */
  key: z.string(),
  name: z.string(),
  early: count,
  won: count,
  /** Early losses of both. */
  share: shareTold,
  difference: looked,
});
export type EarlyLossRow = z.infer<typeof earlyLossRow>;

const apart = z.object({
  by: toldApartBy,
  /** What the CRM calls it, where a column tells it. */
  column: z.string().nullable(),
  /** From five deals on, those lost early most often before others first. */
  rows: z.array(earlyLossRow),
  /** Deals of which nothing of this kind is told, which are held against nobody, and those of so many groups of fewer; as one. */
  rest: z.object({ groups: count, deals: count }),
});

export const earlyLossesTold = z.object({
  period: periodTold,
  early: count,
  won: count,
  /** Lost later than in the first stages, or with no stage known: left out. */
  later: count,
  noStage: count,
  /** The stages that count as early, by pipeline. */
  stages: z.array(z.object({ pipelineName: z.string(), names: z.array(z.string()) })),
  fewestASide: count,
  falseDiscoveryRate: z.number(),
  /** How many were tested; the correction is over all of these. */
  looked: count,
  apart: z.array(apart),
});
export type EarlyLossesTold = z.infer<typeof earlyLossesTold>;

export const earlyLossesContract = {
  showEarlyLosses: signedIn
    .route({
      method: "GET",
      path: "/audience/early-losses",
      summary: "Losses in the first stages held against wins: by persona, segment, source, campaign and message",
      description: "What it means exactly: docs/methods/early-losses.md.",
    })
    .errors(periodNotPossible)
    .input(audienceFilter)
    .output(keptOf(earlyLossesTold)),
  listEarlyLossDeals: signedIn
    .route({
      method: "GET",
      path: "/audience/early-losses/deals",
      summary: "The deals behind a row, newest first",
      description: "With the filter of the report. `key` empty: deals of which nothing of that kind is told.",
    })
    .errors(periodNotPossible)
    .input(
      pageOf.extend({
        ...ofOnePeriod,
        by: toldApartBy,
        key: z.string().max(2000),
        ended: z.enum(["early", "won"]),
      }),
    )
    .output(z.object({ rows: z.array(dealRow), next: z.string().nullable() })),
};
