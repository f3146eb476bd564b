import { z } from "zod";
import { dealRow, money } from "../../deals/contract.ts";
import { day, id, instant, signedIn } from "../../team/contract.ts";

/** A column of the CRM (of the deal, or of its account) and the values that count. */
export const segmentChoice = z.strictObject({
  field: z.string().trim().min(1).max(200),
  values: z.array(z.string().trim().min(1).max(200)).min(1).max(50),
});

/** All that is asked here must be true of a loss; what is null is not asked. */
export const majorLossCriteria = z.strictObject({
  /** In the workspace's currency: a deal in another one is not told by this amount. */
  minAmountCents: z.number().int().min(0).max(1e15).nullable(),
  competitors: z.array(z.string().trim().min(1).max(200)).min(1).max(50).nullable(),
  segment: segmentChoice.nullable(),
  /** The loss had reached this stage, or a later one of its pipeline. */
  stageId: id.nullable(),
});
export type MajorLossCriteria = z.infer<typeof majorLossCriteria>;

export const majorLossRule = majorLossCriteria.extend({
  id,
  name: z.string(),
  version: z.number().int(),
  /** Losses that close from then on: history calls nobody. */
  countsFrom: instant,
  changedAt: instant,
  changedByName: z.string().nullable(),
  /** The stage asked for, in words; null where none is. */
  stageName: z.string().nullable(),
  /** Post-mortems that came of it. */
  named: z.number().int(),
});
export type MajorLossRule = z.infer<typeof majorLossRule>;

/** What a loss is left out of: of everything told about losses together (and of invitations), or of invitations alone. */
export const leftOutOf = z.enum(["analysis", "invitations"]);
export type LeftOutOf = z.infer<typeof leftOutOf>;

export const lossExclusion = z.object({
  deal: dealRow,
  leftOutOf,
  why: z.string(),
  madeAt: instant,
  madeByName: z.string().nullable(),
});
export type LossExclusion = z.infer<typeof lossExclusion>;

const nothingAsked = {
  NOTHING_ASKED: {
    status: 422,
    message: "Say at least one thing: an amount, a competitor, a segment or a stage. Otherwise every loss is major.",
  },
} as const;
const unknownStage = {
  STAGE_NOT_OPEN: { status: 422, message: "Choose an open stage of one of your pipelines." },
} as const;

export const majorLossesContract = {
  listMajorLossRules: signedIn
    .route({ method: "GET", path: "/major-loss-rules", summary: "Which losses are major, said beforehand" })
    .output(z.object({ rows: z.array(majorLossRule) })),
  saveMajorLossRule: signedIn
    .route({
      method: "PUT",
      path: "/major-loss-rules/{id}",
      summary: "Say which losses are major from now on",
      description:
        "`version` is the one you saw, 0 for a new rule. A rule counts losses that close after it was made, or after what it asks last changed.",
    })
    .errors({ ...nothingAsked, ...unknownStage })
    .input(
      majorLossCriteria.extend({
        id,
        version: z.number().int().min(0),
        name: z.string().trim().min(1).max(120),
      }),
    )
    .output(majorLossRule),
  archiveMajorLossRule: signedIn
    .route({
      method: "DELETE",
      path: "/major-loss-rules/{id}",
      summary: "Take a rule out; the post-mortems that came of it stay",
    })
    .input(z.strictObject({ id }))
    .output(z.object({ id })),
  restoreMajorLossRule: signedIn
    .route({ method: "POST", path: "/major-loss-rules/{id}/restore", summary: "Bring back a rule that was taken out" })
    .input(z.strictObject({ id }))
    .output(majorLossRule),
  previewMajorLossRule: signedIn
    .route({
      method: "POST",
      path: "/major-loss-rules/preview",
      summary: "Which past losses a rule would have named, of those you see",
      description: "The twelve months up to the newest loss.",
    })
    .errors({ ...nothingAsked, ...unknownStage })
    .input(majorLossCriteria)
    .output(
      z.object({
        from: day,
        to: day,
        /** All losses of that time, and those the rule names. */
        losses: z.number().int(),
        named: z.number().int(),
        /** What those named were worth, by currency. */
        amounts: z.array(money),
        /** The newest ten of those named. */
        rows: z.array(dealRow),
      }),
    ),
  listSegmentFields: signedIn
    .route({
      method: "GET",
      path: "/major-loss-rules/fields",
      summary: "Columns of the CRM that can tell segments apart, with the values they have most often",
    })
    .output(z.object({ rows: z.array(z.object({ field: z.string(), values: z.array(z.string()) })) })),
  listLossExclusions: signedIn
    .route({ method: "GET", path: "/loss-exclusions", summary: "Losses left out of what is told, or of invitations" })
    .output(z.object({ rows: z.array(lossExclusion) })),
  saveLossExclusion: signedIn
    .route({
      method: "PUT",
      path: "/deals/{dealId}/exclusion",
      summary: "Leave a loss out of what is told about losses together, or of invitations only; null takes it in again",
    })
    .input(
      z.strictObject({
        dealId: id,
        leftOutOf: leftOutOf.nullable(),
        why: z.string().trim().max(500).default(""),
      }),
    )
    .output(z.object({ dealId: id, leftOutOf: leftOutOf.nullable(), why: z.string() })),
};
