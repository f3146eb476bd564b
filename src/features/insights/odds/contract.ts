import { z } from "zod";

const group = z.enum(["attribute", "deal", "stage", "sign", "sign-by-stage"]);
export type OddsGroup = z.infer<typeof group>;

const scale = { log: z.boolean(), unit: z.number(), centre: z.number(), spread: z.number() };
const question = z.discriminatedUnion("kind", [
  /** One of these values; several where each is rare. */
  z.object({ kind: z.literal("level"), values: z.array(z.string()) }),
  z.object({ kind: z.literal("unknown") }),
  z.object({ kind: z.literal("number"), ...scale }),
  z.object({ kind: z.literal("bend"), ...scale }),
  z.object({
    kind: z.literal("state"),
    state: z.enum(["unknown", "down", "up"]),
    /** Only in this stage, on top of what the state says anywhere. */
    stage: z.string().optional(),
  }),
]);

const term = z.object({
  column: z.string(),
  group,
  is: question,
  coefficient: z.number(),
  /** Its average over the deals learnt from, and in each stage. */
  mean: z.number(),
  meanByStage: z.record(z.string(), z.number()),
});
export type OddsTerm = z.infer<typeof term>;

const bin = z.object({
  from: z.number(),
  to: z.number(),
  said: z.number(),
  happened: z.number(),
  low: z.number(),
  high: z.number(),
  rows: z.number(),
});

/** How good the odds were on closed deals they had not seen. Null: cannot be said (every deal was given the same odds). */
const oddsQuality = z.object({
  auc: z.number(),
  aucStandardError: z.number(),
  prAuc: z.number(),
  brier: z.number(),
  /** What giving every deal the overall win rate would score. */
  brierOfGuessing: z.number(),
  logLoss: z.number(),
  calibrationSlope: z.number().nullable(),
  calibrationError: z.number(),
  bins: z.array(bin),
  /** How many times all deals were divided anew. */
  repeats: z.number(),
});
export type OddsQuality = z.infer<typeof oddsQuality>;

const noted = z.object({ column: z.string(), because: z.string() });
/** A column that is not used, and why, in a sentence. */
export type NotedColumn = z.infer<typeof noted>;

export const oddsModel = z.object({
  kind: z.literal("model"),
  won: z.number(),
  lost: z.number(),
  stage: z.string().nullable(),
  intercept: z.number(),
  terms: z.array(term),
  penalties: z.array(z.object({ group, penalty: z.number() })),
  /** Lower triangle, row after row, the intercept last. */
  covariance: z.array(z.number()),
  calibration: z.object({ intercept: z.number(), slope: z.number() }),
  quality: oddsQuality,
  suspectedLeaks: z.array(noted),
  leftOut: z.array(noted),
  /** Exact copies of another row, not counted. */
  duplicates: z.number(),
});
export type OddsModel = z.infer<typeof oddsModel>;

export const oddsFit = z.discriminatedUnion("kind", [
  oddsModel,
  z.object({
    kind: z.literal("too-few"),
    won: z.number(),
    lost: z.number(),
    /** Won deals needed, and as many lost ones. */
    needed: z.number(),
    suspectedLeaks: z.array(noted),
    duplicates: z.number(),
  }),
  z.object({
    kind: z.literal("no-variation"),
    /** All ended alike, or no column that may be used says different things of different deals. */
    of: z.enum(["outcomes", "columns"]),
    suspectedLeaks: z.array(noted),
    duplicates: z.number(),
  }),
]);
export type OddsFit = z.infer<typeof oddsFit>;

/** One deal at one moment: text or number, null where unknown; signs as unknown, down or up. */
export type OddsRow = Readonly<Record<string, string | number | null>>;

export type DealOdds = {
  probability: number;
  low: number;
  high: number;
  /** What moves it, most first: percentage points against the average deal (in the same stage, for signs). */
  reasons: { column: string; value: string | number | null; points: number }[];
};
