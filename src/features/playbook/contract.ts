import { z } from "zod";
import { id, instant, pageOf, signedIn } from "../team/contract.ts";
import { outcomesContract } from "./outcomes/contract.ts";
import { usesContract } from "./uses/contract.ts";

export const practiceState = z.enum(["draft", "in-review", "adopted", "retired"]);
export type PracticeState = z.infer<typeof practiceState>;

/** Where a practice came from: what a customer recommended, what a debrief taught, a meeting's idea, or one's own head. */
export const practiceSource = z.enum(["recommendation", "lesson", "idea", "own"]);
export type PracticeSource = z.infer<typeof practiceSource>;

/** The two things a debrief says that one can learn from. */
export const lessonPart = z.enum(["do-differently", "what-worked"]);
export type LessonPart = z.infer<typeof lessonPart>;

const named = z.object({ id, name: z.string() });

export const practiceRow = z.object({
  id,
  title: z.string(),
  appliesWhen: z.string(),
  state: practiceState,
  source: practiceSource,
  lesson: lessonPart.nullable(),
  reason: named.nullable(),
  /** The flag that says where it applies: its own, or its reason's. */
  flag: named.nullable(),
  /** What a tick makes a task of; null: the practice itself. */
  repair: named.nullable(),
  /** Open deals you see on which its flag is up; null: nothing shows where it applies. */
  appliesNow: z.number().int().nullable(),
  /** On how many deals it was done so far, the whole team's. */
  timesDone: z.number().int(),
  mine: z.boolean(),
  madeByName: z.string().nullable(),
  madeAt: instant,
  changedAt: instant,
  adoptedAt: instant.nullable(),
  retiredAt: instant.nullable(),
});
export type PracticeRow = z.infer<typeof practiceRow>;

export const practiceShape = practiceRow.extend({
  how: z.string(),
  version: z.number().int(),
  /** The sales step that prevents its reason. */
  step: named.nullable(),
  /** The flag it names by itself; null: its reason's is meant. */
  ownFlagId: id.nullable(),
  /** Only for readers who see that deal. */
  sourceDeal: named.nullable(),
  adoptedByName: z.string().nullable(),
  retiredWhy: z.string(),
  /** What you may do with it as it stands. */
  may: z.object({
    change: z.boolean(),
    askReview: z.boolean(),
    sendBack: z.boolean(),
    adopt: z.boolean(),
    retire: z.boolean(),
  }),
});
export type PracticeShape = z.infer<typeof practiceShape>;

/** What it said from one instant to the next, and what was done to it then. */
export const practiceChange = z.object({
  version: z.number().int(),
  state: practiceState,
  title: z.string(),
  appliesWhen: z.string(),
  how: z.string(),
  note: z.string(),
  changedByName: z.string().nullable(),
  changedAt: instant,
});
export type PracticeChange = z.infer<typeof practiceChange>;

const title = z.string().trim().min(1).max(200);
const appliesWhen = z.string().trim().max(1000);
const how = z.string().trim().max(4000);
const version = z.number().int().min(1);

const elsewhere = {
  OTHER_VERSION: {
    status: 409,
    message: "Somebody changed this practice since you opened it. Here is what it says now.",
    data: practiceShape,
  },
} as const;
const stands = {
  NOT_AS_IT_STANDS: { status: 409, message: "This cannot be done with the practice as it stands now." },
} as const;

export const playbookContract = {
  ...usesContract,
  ...outcomesContract,
  showPlaybook: signedIn
    .route({ method: "GET", path: "/playbook", summary: "How many practices there are, by state" })
    .output(
      z.object({
        draft: z.number().int(),
        inReview: z.number().int(),
        adopted: z.number().int(),
        retired: z.number().int(),
        /** Practices that are planned for open deals you see, and to be done. */
        toApply: z.number().int(),
        mayAdopt: z.boolean(),
      }),
    ),
  listPractices: signedIn
    .route({
      method: "GET",
      path: "/practices",
      summary: "The playbook, last changed first",
      description:
        "Adopted practices are everybody's. Drafts, and what waits for its review, are read by whoever wrote them and by those who adopt, if they see the deal it came from.",
    })
    .input(
      pageOf.extend({
        state: practiceState.default("adopted"),
        reasonId: id.optional(),
        search: z.string().trim().max(200).optional(),
      }),
    )
    .output(z.object({ rows: z.array(practiceRow), next: z.string().nullable() })),
  showPractice: signedIn
    .route({ method: "GET", path: "/practices/{id}", summary: "A practice, with where it came from" })
    .input(z.strictObject({ id }))
    .output(practiceShape),
  listPracticeChanges: signedIn
    .route({
      method: "GET",
      path: "/practices/{id}/changes",
      summary: "Every version of a practice, newest first",
      description: "What it said before it was adopted is read by those who could read the draft.",
    })
    .input(pageOf.extend({ id }))
    .output(z.object({ rows: z.array(practiceChange), next: z.string().nullable() })),
  findDrafted: signedIn
    .route({ method: "GET", path: "/practices/drafted", summary: "What became of a recommendation, lesson or idea" })
    .input(z.strictObject({ source: practiceSource, sourceId: id, lesson: lessonPart.optional() }))
    .output(
      z.object({
        isDrafted: z.boolean(),
        /** Null also where you may not read it yet. */
        practice: z.object({ id, title: z.string(), state: practiceState }).nullable(),
      }),
    ),
  draftPractice: signedIn
    .route({
      method: "PUT",
      path: "/practices/{id}",
      summary: "Draft a practice: of a recommendation, a lesson, a meeting's idea, or of one's own",
      description:
        "From one source there is one practice: drafted again, it is the first. Without a title, the source's own words begin it.",
    })
    .errors({ TITLE_NEEDED: { status: 422, message: "Say in a sentence what we do differently." } })
    .input(
      z.strictObject({
        id,
        source: practiceSource.default("own"),
        sourceId: id.optional(),
        /** Which of a debrief's two lessons. */
        lesson: lessonPart.optional(),
        title: title.optional(),
        appliesWhen: appliesWhen.default(""),
        how: how.optional(),
        reasonId: id.nullable().optional(),
        flagId: id.nullable().optional(),
        repairId: id.nullable().optional(),
      }),
    )
    .output(practiceShape),
  savePractice: signedIn
    .route({ method: "PATCH", path: "/practices/{id}", summary: "Say a practice in other words, or link it otherwise" })
    .errors(elsewhere)
    .input(
      z.strictObject({
        id,
        /** The version you saw. */
        version,
        title,
        appliesWhen,
        how,
        reasonId: id.nullable(),
        flagId: id.nullable(),
        repairId: id.nullable(),
        note: z.string().trim().max(500).default(""),
      }),
    )
    .output(practiceShape),
  askReview: signedIn
    .route({ method: "POST", path: "/practices/{id}/review", summary: "Ask for a draft to be looked at" })
    .errors(stands)
    .input(z.strictObject({ id }))
    .output(practiceShape),
  sendBack: signedIn
    .route({ method: "POST", path: "/practices/{id}/send-back", summary: "It is a draft again; say what it lacks" })
    .errors(stands)
    .input(z.strictObject({ id, note: z.string().trim().max(500).default("") }))
    .output(practiceShape),
  adoptPractice: signedIn
    .route({ method: "POST", path: "/practices/{id}/adopt", summary: "From now on it is everybody's" })
    .errors({
      CUSTOMERS_WORDS: {
        status: 422,
        message:
          "These are the customer's own words, and they did not agree to be quoted. Say it in yours, then adopt it.",
      },
    })
    .input(z.strictObject({ id }))
    .output(practiceShape),
  retirePractice: signedIn
    .route({ method: "POST", path: "/practices/{id}/retire", summary: "We no longer do this; say why" })
    .input(z.strictObject({ id, why: z.string().trim().min(1).max(500) }))
    .output(practiceShape),
};
