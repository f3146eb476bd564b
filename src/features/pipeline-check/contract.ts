import { z } from "zod";
import { activityKind, buyingRole, dealRow, timeNotPossible } from "../deals/contract.ts";
import { flagReading } from "../red-flags/contract.ts";
import { day, dayTold, id, instant, instantTold, pageOf, signedIn } from "../team/contract.ts";

/** If this flag comes up on one of my open deals, then I do this repair. */
export const commitmentShape = z.object({
  id,
  memberId: id,
  memberName: z.string(),
  dealId: id.nullable(),
  dealName: z.string().nullable(),
  flagId: id,
  flagName: z.string(),
  repairId: id,
  repairName: z.string(),
  /** Their own words; empty where the team shares no words of debriefs. */
  wording: z.string(),
  madeAt: instant,
  endedAt: instant.nullable(),
});
export type CommitmentShape = z.infer<typeof commitmentShape>;

export const repairTask = z.object({
  id,
  dealId: id,
  dealName: z.string(),
  accountName: z.string().nullable(),
  flagId: id,
  flagName: z.string(),
  repairId: id,
  repairName: z.string(),
  commitmentId: id.nullable(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  openingLine: z.string(),
  dueOn: day,
  state: z.enum(["open", "done", "dropped"]),
  createdAt: instant,
  finishedAt: instant.nullable(),
  outcomeNote: z.string(),
});
export type RepairTask = z.infer<typeof repairTask>;

/** What one rule (a commitment, or a costly team flag) says about the open deals. Counts cover all of them. */
export const checkedRule = z.object({
  flagId: id,
  flagName: z.string(),
  commitment: commitmentShape.nullable(),
  costly: z.boolean(),
  repairs: z.array(z.object({ id, name: z.string(), openingLine: z.string() })),
  atRisk: z.number().int(),
  safe: z.number().int(),
  unknown: z.number().int(),
  resting: z.number().int(),
  /** Sum at risk, per currency. */
  moneyAtRisk: z.array(z.object({ amountCents: z.number().int(), currency: z.string() })),
});
export type CheckedRule = z.infer<typeof checkedRule>;

export const checkedDeal = z.object({ deal: dealRow, reading: flagReading, openTaskId: id.nullable() });
export type CheckedDeal = z.infer<typeof checkedDeal>;

export const pipelineCheckContract = {
  /** The rules with their counts. `refreshing`: deals whose readings are being read again right now. */
  showCheck: signedIn
    .route({ method: "GET", path: "/pipeline-check", summary: "Am I about to make the same mistake again?" })
    .input(z.strictObject({ ownerId: id.optional() }))
    .output(
      z.object({
        openDeals: z.number().int(),
        refreshing: z.number().int(),
        readAt: instant.nullable(),
        rules: z.array(checkedRule),
      }),
    ),
  listCheckedDeals: signedIn
    .route({
      method: "GET",
      path: "/pipeline-check/{flagId}/deals",
      summary: "Open deals by one flag, worst money first",
    })
    .input(pageOf.extend({ flagId: id, ownerId: id.optional(), kind: z.enum(["up", "down", "unknown"]) }))
    .output(z.object({ rows: z.array(checkedDeal), next: z.string().nullable() })),
  listCommitments: signedIn
    .route({ method: "GET", path: "/commitments", summary: "Promises made after losses" })
    .input(pageOf.extend({ memberId: id.optional(), ended: z.stringbool().or(z.boolean()).default(false) }))
    .output(z.object({ rows: z.array(commitmentShape), next: z.string().nullable() })),
  saveCommitment: signedIn
    .route({ method: "PUT", path: "/commitments/{id}", summary: "Make or reword a commitment of my own" })
    .input(
      z.strictObject({
        id,
        dealId: id.nullable(),
        flagId: id,
        repairId: id,
        wording: z.string().trim().min(1).max(500),
      }),
    )
    .output(commitmentShape),
  endCommitment: signedIn
    .route({ method: "POST", path: "/commitments/{id}/end", summary: "End a commitment" })
    .input(z.strictObject({ id }))
    .output(commitmentShape),
  listTasks: signedIn
    .route({ method: "GET", path: "/repair-tasks", summary: "Repairs to do, soonest first" })
    .input(
      pageOf.extend({
        ownerId: id.optional(),
        dealId: id.optional(),
        state: z.enum(["open", "done", "dropped"]).default("open"),
      }),
    )
    .output(z.object({ rows: z.array(repairTask), next: z.string().nullable() })),
  /** One click: due date and opening line come from the repair. A second click finds the first task. */
  createTask: signedIn
    .route({ method: "PUT", path: "/repair-tasks/{id}", summary: "Make a repair on a deal a task" })
    .errors({ DEAL_CLOSED: { status: 409, message: "This deal is closed; there is nothing left to repair on it." } })
    .input(
      z.strictObject({
        id,
        dealId: id,
        flagId: id,
        repairId: id,
        commitmentId: id.nullable(),
        dueOn: dayTold.optional(),
        openingLine: z.string().trim().max(1000).optional(),
      }),
    )
    .output(repairTask),
  /** Doing it records what was learned as facts of the deal, and the flags are read again from them. */
  finishTask: signedIn
    .route({
      method: "POST",
      path: "/repair-tasks/{id}/finish",
      summary: "The repair is done: record what was learned",
    })
    .errors({ TASK_FINISHED: { status: 409, message: "This task is finished already." }, ...timeNotPossible })
    .input(
      z.strictObject({
        id,
        note: z.string().trim().max(2000).default(""),
        activity: z
          .strictObject({ id, kind: activityKind, answered: z.boolean().nullable(), happenedAt: instantTold })
          .nullable(),
        contact: z
          .strictObject({ contactId: id, name: z.string().trim().min(1).max(500), role: buyingRole })
          .nullable(),
        stepAnswer: z
          .strictObject({ id, stepId: id, answer: z.string().trim().max(2000), saidBy: z.string().trim().max(200) })
          .nullable(),
        expectedCloseOn: dayTold.nullable(),
      }),
    )
    .output(z.object({ task: repairTask, before: flagReading, after: flagReading })),
  dropTask: signedIn
    .route({ method: "POST", path: "/repair-tasks/{id}/drop", summary: "Not doing this repair" })
    .errors({ TASK_FINISHED: { status: 409, message: "This task is finished already." } })
    .input(z.strictObject({ id, note: z.string().trim().max(2000).default("") }))
    .output(repairTask),
};
