import { z } from "zod";
import { id, instant, signedIn } from "../team/contract.ts";

export const flagKind = z.enum([
  "no-decision-maker",
  "step-missed",
  "single-contact",
  "gone-quiet",
  "no-follow-up",
  "close-date-slipped",
  "too-long-in-stage",
  "unanswered-message",
  "stuck-on-price",
  "attribute",
]);
export type FlagKind = z.infer<typeof flagKind>;

const words = z.string().trim().min(1).max(100);

/** What a flag may look at: the amount in one currency, where the lead came from, or a field of the CRM by its heading. */
export const attributeField = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("amount"), currency: z.string().regex(/^[A-Z]{3}$/) }),
  z.strictObject({ kind: z.literal("lead-source") }),
  z.strictObject({ kind: z.literal("attribute"), heading: z.string().trim().min(1).max(200) }),
]);
export type AttributeField = z.infer<typeof attributeField>;

export const attributeCondition = z.strictObject({
  field: attributeField,
  is: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("any-of"), values: z.array(words).min(1).max(100) }),
    z.strictObject({ kind: z.literal("none-of"), values: z.array(words).min(1).max(100) }),
    z.strictObject({ kind: z.literal("above"), number: z.number() }),
    z.strictObject({ kind: z.literal("below"), number: z.number() }),
    z.strictObject({ kind: z.literal("missing") }),
  ]),
});
export type AttributeCondition = z.infer<typeof attributeCondition>;

/** Per kind its own thresholds; every number has a unit in its name. */
export const thresholds = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-decision-maker"), byStagePosition: z.number().int().min(1).max(50) }),
  z.strictObject({ kind: z.literal("step-missed") }),
  z.strictObject({
    kind: z.literal("single-contact"),
    badContacts: z.number().int().min(0).max(20),
    warnContacts: z.number().int().min(0).max(20),
  }),
  z.strictObject({
    kind: z.literal("gone-quiet"),
    warnDays: z.number().int().min(1).max(365),
    badDays: z.number().int().min(1).max(365),
  }),
  z.strictObject({
    kind: z.literal("no-follow-up"),
    warnDays: z.number().int().min(1).max(365),
    badDays: z.number().int().min(1).max(365),
  }),
  z.strictObject({ kind: z.literal("close-date-slipped"), pushes: z.number().int().min(1).max(20) }),
  z.strictObject({
    kind: z.literal("too-long-in-stage"),
    timesUsual: z.number().min(1).max(20),
    fewestWonDeals: z.number().int().min(1).max(1000),
  }),
  z.strictObject({
    kind: z.literal("unanswered-message"),
    warnHours: z.number().int().min(1).max(720),
    badHours: z.number().int().min(1).max(720),
  }),
  z.strictObject({
    kind: z.literal("stuck-on-price"),
    /** Subjects in which a word begins as one of these. */
    words: z.array(words).min(1).max(50),
    times: z.number().int().min(2).max(50),
    withinDays: z.number().int().min(1).max(365),
  }),
  /** Without a condition it reads unknown, until the team says what it looks for. */
  z.strictObject({ kind: z.literal("attribute"), condition: attributeCondition.nullable() }),
]);
export type Thresholds = z.infer<typeof thresholds>;

export const redFlagShape = z.object({
  id,
  key: z.string().nullable(),
  name: z.string(),
  thresholds,
  stepId: id.nullable(),
  costly: z.boolean(),
  archived: z.boolean(),
});
export type RedFlagShape = z.infer<typeof redFlagShape>;

/** What a flag would show. `onAll`: whether all open deals were read, or only the newest. */
export const flagPreview = z.object({
  up: z.number().int(),
  down: z.number().int(),
  unknown: z.number().int(),
  onAll: z.boolean(),
});
export type FlagPreview = z.infer<typeof flagPreview>;

/** What a flag says about one deal at one instant. We do not know is a value of its own. */
export const flagReading = z.object({
  flagId: id,
  name: z.string(),
  kind: z.enum(["up", "down", "unknown"]),
  level: z.enum(["warn", "bad"]).nullable(),
  since: instant.nullable(),
  /** One sentence in plain words that stays true; a day in it is 2026-10-28, for whoever shows it to say. */
  evidence: z.string(),
});
export type FlagReading = z.infer<typeof flagReading>;

export const redFlagsContract = {
  listFlags: signedIn
    .route({ method: "GET", path: "/red-flags", summary: "The flags the team watches" })
    .output(z.object({ rows: z.array(redFlagShape) })),
  saveFlag: signedIn
    .route({ method: "PUT", path: "/red-flags/{id}", summary: "Make or change a flag and its thresholds" })
    .errors({ STEP_NEEDED: { status: 422, message: "A flag about a missed step needs to say which step." } })
    .input(
      z.strictObject({
        id,
        name: z.string().trim().min(1).max(200),
        thresholds,
        stepId: id.nullable(),
        costly: z.boolean(),
        archived: z.boolean().default(false),
      }),
    )
    .output(redFlagShape),
  previewFlag: signedIn
    .route({ method: "POST", path: "/red-flags/preview", summary: "What a flag would show on open deals, unsaved" })
    .input(z.strictObject({ thresholds, stepId: id.nullable() }))
    .output(flagPreview),
  listFields: signedIn
    .route({
      method: "GET",
      path: "/red-flags/fields",
      summary: "Fields of the CRM a flag may look at, and their values",
    })
    .output(z.object({ rows: z.array(z.object({ heading: z.string(), values: z.array(z.string()) })) })),
  /** Read fresh from the deal's record. */
  readDeal: signedIn
    .route({ method: "GET", path: "/deals/{dealId}/red-flags", summary: "Every flag on one deal, read now" })
    .input(z.strictObject({ dealId: id }))
    .output(
      z.object({
        readings: z.array(flagReading),
        history: z.array(
          z.object({
            flagId: id,
            name: z.string(),
            was: z.string().nullable(),
            became: z.string(),
            at: instant,
            evidence: z.string(),
          }),
        ),
      }),
    ),
};
