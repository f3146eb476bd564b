import { z } from "zod";
import { stepStanding } from "../sales-process/contract.ts";
import { day, dayTold, id, instant, instantTold, pageOf, signedIn } from "../team/contract.ts";
import { activityKind, activityShape, direction } from "./activities/contract.ts";
import { buyingRole, contactOnDeal } from "./contacts/contract.ts";
import { timelineEntry } from "./timeline/contract.ts";

export { type ActivityKind, type ActivityShape, activityKind } from "./activities/contract.ts";
export { type BuyingRole, buyingRole, type ContactOnDeal, contactOnDeal } from "./contacts/contract.ts";

export const dealStatus = z.enum(["open", "won", "lost"]);
export type DealStatus = z.infer<typeof dealStatus>;
export const lossKind = z.enum(["competitor", "no-decision", "disqualified", "unknown"]);
export type LossKind = z.infer<typeof lossKind>;

/** Integer minor units (cents) with their currency. */
export const money = z.object({ amountCents: z.number().int(), currency: z.string() });

export const dealRow = z.object({
  id,
  name: z.string(),
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  pipelineId: id,
  stageId: id,
  stageName: z.string(),
  status: dealStatus,
  lossKind: lossKind.nullable(),
  amount: money.nullable(),
  createdAt: instant.nullable(),
  expectedCloseOn: day.nullable(),
  closedAt: instant.nullable(),
  debriefed: z.boolean(),
  snoozedUntil: day.nullable(),
});
export type DealRow = z.infer<typeof dealRow>;

/** A deal with the same customer, linked when they came back after a loss. */
export const linkedDeal = z.object({
  id,
  name: z.string(),
  status: dealStatus,
  amount: money.nullable(),
  closedAt: instant.nullable(),
});
export type LinkedDeal = z.infer<typeof linkedDeal>;

export const dealPage = dealRow.extend({
  pitchedOn: day.nullable(),
  offeredTermMonths: z.number().int().nullable(),
  competitor: z.string().nullable(),
  leadSource: z.string().nullable(),
  crmReason: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  contacts: z.array(contactOnDeal),
  steps: z.array(stepStanding),
  timeline: z.array(timelineEntry),
  /** More happened than the timeline shows; older entries are on the activities list. */
  timelineCut: z.boolean(),
  changedAt: instant,
  mayChange: z.boolean(),
  /** The loss that this deal follows, and the deals that followed it; those you may not see are left out. */
  earlierDeal: linkedDeal.nullable(),
  laterDeals: z.array(linkedDeal),
});
export type DealPage = z.infer<typeof dealPage>;

const text = (most: number) => z.string().trim().max(most);
const name = z.string().trim().min(1).max(500);

/** Made by whoever sends the write, so that this very write can be taken back. */
const writeId = id;

/** Of every route that takes an instant at which something happened. */
export const timeNotPossible = {
  TIME_NOT_POSSIBLE: { status: 422, message: "This time is still to come. Give the time at which it happened." },
} as const;

/** Which deals a list, or a file of them, is of. */
export const dealFilter = z.strictObject({
  status: dealStatus.optional(),
  ownerId: id.optional(),
  pipelineId: id.optional(),
  stageId: id.optional(),
  search: z.string().trim().max(200).optional(),
  debriefed: z.stringbool().or(z.boolean()).optional(),
  /** Won or lost on these days of the workspace, the first and the last of them included. */
  closedFrom: dayTold.optional(),
  closedUntil: dayTold.optional(),
  /** Losses I have put away by a reset: false leaves them out, true shows nothing else. */
  putAway: z.stringbool().or(z.boolean()).optional(),
});

const dealRoutes = {
  listDeals: signedIn
    .route({ method: "GET", path: "/deals", summary: "Deals, newest first" })
    .input(pageOf.extend(dealFilter.shape))
    .output(z.object({ rows: z.array(dealRow), next: z.string().nullable() })),
  showDeal: signedIn
    .route({ method: "GET", path: "/deals/{id}", summary: "Everything known about one deal" })
    .input(z.strictObject({ id }))
    .output(dealPage),
  saveDeal: signedIn
    .route({ method: "PUT", path: "/deals/{id}", summary: "Add a deal by hand, or change one" })
    .errors({ STAGE_NOT_OPEN: { status: 422, message: "Choose an open stage; closing a deal is its own action." } })
    .input(
      z.strictObject({
        id,
        name,
        accountName: name.nullable(),
        ownerId: id.nullable(),
        pipelineId: id,
        stageId: id,
        amountCents: z.number().int().min(0).max(1e15).nullable(),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .nullable(),
        expectedCloseOn: dayTold.nullable(),
        pitchedOn: dayTold.nullable(),
        offeredTermMonths: z.number().int().min(1).max(240).nullable(),
        competitor: text(200).nullable(),
        leadSource: text(200).nullable(),
      }),
    )
    .output(dealRow),
  moveDeal: signedIn
    .route({ method: "POST", path: "/deals/{id}/stage", summary: "Move an open deal to another open stage" })
    .errors({
      STAGE_NOT_OPEN: { status: 422, message: "Choose an open stage; closing a deal is its own action." },
      DEAL_CLOSED: { status: 409, message: "This deal is closed. Reopen it first." },
      ...timeNotPossible,
    })
    .input(z.strictObject({ id, stageId: id, enteredAt: instantTold.optional(), writeId: writeId.optional() }))
    .output(dealRow),
  closeDeal: signedIn
    .route({ method: "POST", path: "/deals/{id}/close", summary: "Mark a deal won or lost" })
    .errors({
      DEAL_CLOSED: { status: 409, message: "This deal is closed already. Reopen it first to change how it ended." },
      ...timeNotPossible,
    })
    .input(
      z.strictObject({
        id,
        outcome: z.enum(["won", "lost"]),
        lossKind: lossKind.optional(),
        closedAt: instantTold.optional(),
        /** Whom they chose, where that is known. Left out, what the deal says of it stays. */
        competitor: text(200).nullable().optional(),
        writeId: writeId.optional(),
      }),
    )
    .output(dealRow),
  takeBack: signedIn
    .route({
      method: "POST",
      path: "/deals/{id}/take-back",
      summary: "Take back one's own close or move of a moment ago, as if it had not been",
      description:
        "`writeId` is the one the close or move was sent with. After ten minutes, or once a debrief was begun or the deal went on, the deal is reopened or moved instead, and its history says so.",
    })
    .errors({
      TOO_LATE_TO_TAKE_BACK: {
        status: 409,
        message: "This can no longer be taken back. Reopen the deal, or move it, instead.",
      },
    })
    .input(z.strictObject({ id, writeId }))
    .output(dealRow),
  nameCompetitor: signedIn
    .route({ method: "PUT", path: "/deals/{id}/competitor", summary: "Say whom they talk to, or whom they chose" })
    .input(z.strictObject({ id, competitor: text(200).nullable() }))
    .output(dealRow),
  listCompetitors: signedIn
    .route({
      method: "GET",
      path: "/competitors",
      summary: "Competitors named on the team's latest losses, the most frequent first",
    })
    .output(z.object({ names: z.array(z.string()) })),
  reopenDeal: signedIn
    .route({
      method: "POST",
      path: "/deals/{id}/reopen",
      summary: "Open a closed deal again; its debrief stays, dated",
    })
    .errors({
      DEAL_OPEN: { status: 409, message: "This deal is open already." },
      STAGE_NOT_OPEN: { status: 422, message: "Choose an open stage of this deal's pipeline." },
    })
    .input(z.strictObject({ id, stageId: id.optional() }))
    .output(dealRow),
  snoozeDeal: signedIn
    .route({
      method: "PUT",
      path: "/deals/{id}/snoozes/{snoozeId}",
      summary: "Let a deal rest until a day, with a reason",
    })
    .errors({
      DEAL_CLOSED: { status: 409, message: "This deal is closed. Only an open deal can rest." },
      DAY_NOT_TO_COME: { status: 422, message: "Choose a day after today to look at this deal again." },
    })
    .input(z.strictObject({ id, snoozeId: id, reason: text(500).min(1), untilOn: dayTold }))
    .output(dealRow),
  wakeDeal: signedIn
    .route({ method: "POST", path: "/deals/{id}/wake", summary: "End a deal's rest now" })
    .input(z.strictObject({ id }))
    .output(dealRow),
};

const factRoutes = {
  saveContact: signedIn
    .route({
      method: "PUT",
      path: "/deals/{dealId}/contacts/{contactId}",
      summary: "Add a contact to a deal, or change their buying role",
    })
    .input(
      z.strictObject({
        dealId: id,
        contactId: id,
        name,
        email: z.email().max(320).nullable(),
        phone: text(50).nullable(),
        jobTitle: text(200).nullable(),
        role: buyingRole,
      }),
    )
    .output(contactOnDeal),
  removeContact: signedIn
    .route({
      method: "DELETE",
      path: "/deals/{dealId}/contacts/{contactId}",
      summary: "Take a contact off a deal; the past keeps them",
    })
    .input(z.strictObject({ dealId: id, contactId: id }))
    .output(z.object({ contactId: id })),
  logActivity: signedIn
    .route({ method: "PUT", path: "/deals/{dealId}/activities/{id}", summary: "Log a call, e-mail, meeting or note" })
    .errors(timeNotPossible)
    .input(
      z.strictObject({
        dealId: id,
        id,
        kind: activityKind,
        direction: direction.nullable(),
        answered: z.boolean().nullable(),
        happenedAt: instantTold,
        contactId: id.nullable(),
        subject: text(500).default(""),
        body: text(20_000).default(""),
      }),
    )
    .output(activityShape),
  listActivities: signedIn
    .route({ method: "GET", path: "/deals/{dealId}/activities", summary: "A deal's activities, newest first" })
    .input(pageOf.extend({ dealId: id }))
    .output(z.object({ rows: z.array(activityShape), next: z.string().nullable() })),
  answerStep: signedIn
    .route({
      method: "PUT",
      path: "/deals/{dealId}/step-answers/{id}",
      summary: "Record a step as done (or not), with who said it and when",
    })
    .errors(timeNotPossible)
    .input(
      z.strictObject({
        dealId: id,
        id,
        stepId: id,
        done: z.boolean(),
        answer: text(2000).default(""),
        saidBy: text(200).default(""),
        happenedAt: instantTold,
      }),
    )
    .output(stepStanding),
};

export const dealsContract = { ...dealRoutes, ...factRoutes };
