import { z } from "zod";
import { activityKind, dealRow, timeNotPossible } from "../../deals/contract.ts";
import { flagReading } from "../../red-flags/contract.ts";
import { day, dayTold, id, instant, instantTold, pageOf, signedIn } from "../../team/contract.ts";

/** A practice applied to a deal, or planned for it. With a repair's task it is done when that is. */
export const practiceUse = z.object({
  id,
  practiceId: id,
  practiceTitle: z.string(),
  state: z.enum(["open", "done", "dropped"]),
  memberId: id.nullable(),
  memberName: z.string().nullable(),
  /** Null for readers who do not see the deal; then its note is empty, too. */
  deal: z.object({ id, name: z.string(), accountName: z.string().nullable() }).nullable(),
  /** The repair's task, where the practice is done by one. */
  taskId: id.nullable(),
  meetingId: id.nullable(),
  dueOn: day,
  plannedAt: instant,
  doneAt: instant.nullable(),
  note: z.string(),
});
export type PracticeUse = z.infer<typeof practiceUse>;

/** An open deal, what its record shows about the practice's flag, and what became of the practice there. */
export const practiceDeal = z.object({ deal: dealRow, reading: flagReading, use: practiceUse.nullable() });
export type PracticeDeal = z.infer<typeof practiceDeal>;

const dealClosed = {
  DEAL_CLOSED: { status: 409, message: "This deal is closed; a practice is applied to open deals." },
} as const;

/** One tick: this practice, on that deal. */
export const plannedUse = z.strictObject({ id, practiceId: id, dealId: id, dueOn: dayTold.optional() });
export type PlannedUse = z.infer<typeof plannedUse>;

export const usesContract = {
  listPracticeDeals: signedIn
    .route({
      method: "GET",
      path: "/practices/{id}/deals",
      summary: "Open deals a practice applies to now, worst money first",
    })
    .input(pageOf.extend({ id, kind: z.enum(["up", "unknown"]).default("up") }))
    .output(
      z.object({
        /** Open deals you see that are not resting, by its flag. Null: no flag shows where it applies. */
        counts: z.object({ up: z.number().int(), down: z.number().int(), unknown: z.number().int() }).nullable(),
        rows: z.array(practiceDeal),
        next: z.string().nullable(),
      }),
    ),
  listDealPractices: signedIn
    .route({
      method: "GET",
      path: "/deals/{dealId}/practices",
      summary: "What the playbook says about a deal: practices that apply now, and what became of them there",
    })
    .input(z.strictObject({ dealId: id }))
    .output(
      z.object({
        applying: z.array(
          z.object({
            practiceId: id,
            title: z.string(),
            appliesWhen: z.string(),
            flagName: z.string(),
            repairName: z.string().nullable(),
          }),
        ),
        /** The other adopted ones: whether they apply is for people to judge. */
        others: z.array(z.object({ practiceId: id, title: z.string() })),
        uses: z.array(practiceUse),
        /** Practices that came from this deal. */
        learned: z.array(z.object({ id, title: z.string(), isAdopted: z.boolean() })),
        /** Whether you may apply one here. */
        mayApply: z.boolean(),
      }),
    ),
  listPracticeUses: signedIn
    .route({
      method: "GET",
      path: "/practice-uses",
      summary: "Practices planned for deals, soonest first; or done, latest first",
    })
    .input(
      pageOf.extend({
        practiceId: id.optional(),
        /** Mine to do, or done by me. */
        mine: z.stringbool().or(z.boolean()).default(false),
        meetingId: id.optional(),
        state: z.enum(["open", "done"]).default("open"),
      }),
    )
    .output(z.object({ rows: z.array(practiceUse), next: z.string().nullable() })),
  /** Every tick of a worksheet at once, or a single one. Ticked a second time, it is the first use. */
  planUses: signedIn
    .route({ method: "POST", path: "/practice-uses", summary: "Apply practices to deals: each becomes a task" })
    .errors({
      ...dealClosed,
      NOT_ADOPTED: { status: 409, message: "Only an adopted practice is applied. This one is not, or no longer." },
    })
    .input(z.strictObject({ uses: z.array(plannedUse).min(1).max(200) }))
    .output(z.object({ rows: z.array(practiceUse) })),
  finishUse: signedIn
    .route({ method: "POST", path: "/practice-uses/{id}/finish", summary: "The practice is done on this deal" })
    .errors({
      ...dealClosed,
      ...timeNotPossible,
      USE_FINISHED: { status: 409, message: "This is done already, or taken away." },
      DONE_BY_TASK: { status: 409, message: "This practice is done by a repair. Finish its task, and it is done." },
    })
    .input(
      z.strictObject({
        id,
        note: z.string().trim().max(2000).default(""),
        activity: z
          .strictObject({ id, kind: activityKind, answered: z.boolean().nullable(), happenedAt: instantTold })
          .nullable()
          .default(null),
      }),
    )
    .output(practiceUse),
  dropUse: signedIn
    .route({ method: "POST", path: "/practice-uses/{id}/drop", summary: "Not applying this practice to this deal" })
    .errors({ USE_FINISHED: { status: 409, message: "This is done already, or taken away." } })
    .input(z.strictObject({ id, note: z.string().trim().max(2000).default("") }))
    .output(practiceUse),
};
