import { z } from "zod";
import { day, dayTold, signedIn } from "../../team/contract.ts";

/** Too little is known to say it: `needed` would have to be there. */
const tooFew = z.object({ kind: z.literal("too-few"), outOf: z.number().int(), needed: z.number().int() });

/** Of so many losses, with so many we talked. */
export const coveredShare = z.object({
  kind: z.literal("known"),
  count: z.number().int(),
  of: z.number().int(),
  low: z.number(),
  high: z.number(),
});
export type CoveredShare = z.infer<typeof coveredShare>;

export const coverageShape = z.object({
  from: day,
  to: day,
  /** Major losses of that time, and what became of them. */
  major: z.number().int(),
  talked: z.number().int(),
  byForm: z.number().int(),
  waiting: z.number().int(),
  givenUp: z.number().int(),
  share: z.union([coveredShare, tooFew]),
  /** Days from the loss until half of the customers were heard, those still to be heard counted as such. */
  wait: z.union([
    z.object({
      kind: z.literal("known"),
      /** Null: fewer than half have been heard yet, so the middle is still to come. */
      medianDays: z.number().nullable(),
      lowDays: z.number().nullable(),
      highDays: z.number().nullable(),
      of: z.number().int(),
    }),
    tooFew,
  ]),
  /** The column that tells segments apart here; null where the CRM told none. */
  field: z.string().nullable(),
  fields: z.array(z.string()),
  /** Segments of five losses and more; the others are told together. */
  segments: z.array(z.object({ name: z.string(), share: coveredShare })),
  otherSegments: z.object({ groups: z.number().int(), losses: z.number().int() }),
});
export type CoverageShape = z.infer<typeof coverageShape>;

export const coverageContract = {
  showCoverage: signedIn
    .route({
      method: "GET",
      path: "/post-mortems/coverage",
      summary: "With how many of the major losses' customers we talked, how soon, and in which segments",
      description:
        "Of the losses you see that closed in the period (the last twelve months unless said otherwise). Losses left out of the analysis are not counted.",
    })
    .input(
      z.strictObject({
        from: dayTold.optional(),
        to: dayTold.optional(),
        field: z.string().trim().min(1).max(200).optional(),
      }),
    )
    .output(coverageShape),
};
