import { z } from "zod";
import { dealRow, lossKind } from "../deals/contract.ts";
import { timelineEntry } from "../deals/timeline/contract.ts";
import { reasonShape, repairShape } from "../reasons/contract.ts";
import { flagReading } from "../red-flags/contract.ts";
import { stepStanding } from "../sales-process/contract.ts";
import { dayTold, debriefsShare, id, instant, instantTold, pageOf, signedIn } from "../team/contract.ts";
import { feelingsContract } from "./feelings/contract.ts";
import { productLimitsContract } from "./product-limits/contract.ts";
import { reasonQualityContract } from "./reason-quality/contract.ts";

export const productScope = z.enum(["inherent", "doable"]);

export const chosenReason = z.strictObject({
  reasonId: id,
  /** For a reason about the product: inherent to it, or doable differently. */
  productScope: productScope.nullable(),
  note: z.string().trim().max(1000).default(""),
});

export const plannedCommitment = z.strictObject({
  id,
  flagId: id,
  repairId: id,
  wording: z.string().trim().min(1).max(500),
});

/** Everything a debrief asks. Saved as it is filled in; nothing is required before recording. */
export const debriefAnswers = z.strictObject({
  lossKind: lossKind.nullable(),
  /** Whom they chose, after "they chose a competitor". */
  competitor: z.string().trim().max(200).default(""),
  reasons: z.array(chosenReason).max(30),
  missedStepIds: z.array(id).max(100),
  /** "We did everything right": allowed when no step was missed. */
  cleanLoss: z.boolean(),
  /** What was ours, asked when every reason named is somebody else's. Asked, never demanded. */
  ownPart: z.string().trim().max(2000),
  turningPointAt: instantTold.nullable(),
  turningPointNote: z.string().trim().max(1000),
  whatWorked: z.string().trim().max(4000),
  doDifferently: z.string().trim().max(4000),
  commitments: z.array(plannedCommitment).max(10),
  checkUpOn: dayTold.nullable(),
});
export type DebriefAnswers = z.infer<typeof debriefAnswers>;

export const debriefShape = z.object({
  id,
  dealId: id,
  outcome: z.enum(["won", "lost"]),
  closedAt: instant,
  state: z.enum(["draft", "recorded"]),
  version: z.number().int(),
  /** As far as the one who asks may read them; `shared` says how far that is. */
  answers: debriefAnswers,
  shared: debriefsShare,
  startedAt: instant,
  startedByName: z.string().nullable(),
  recordedAt: instant.nullable(),
  recordedByName: z.string().nullable(),
  secondsSpent: z.number().int().nullable(),
  /** The deal was opened again after this debrief; it stays, dated. */
  reopenedAt: instant.nullable(),
});
export type DebriefShape = z.infer<typeof debriefShape>;

/** A reason, missed step and flag that hang together, proposed with evidence and pre-ticked. */
export const debriefSheet = z.object({
  deal: dealRow,
  debrief: debriefShape.nullable(),
  reasons: z.array(reasonShape),
  repairs: z.array(repairShape),
  /** This deal's steps; those missed or late come first, with their evidence. */
  steps: z.array(stepStanding),
  /** Flags as they stood just before the close. */
  flagsBeforeClose: z.array(flagReading),
  timeline: z.array(timelineEntry),
  proposed: debriefAnswers,
  checkUpBecause: z.string(),
  /** Competitors named on earlier losses, the most frequent first. */
  competitors: z.array(z.string()),
  /** Reasons about price, where price never came up on this deal; whoever names one is asked, never refused. */
  unheardReasonIds: z.array(id),
  /** The colleague who has this debrief open or recorded, when that is not me. */
  heldBy: z.string().nullable(),
  /** On a loss of my own: how many I lost in a row with it. From the second on the debrief asks for less. */
  lossInRow: z.number().int().nullable(),
});
export type DebriefSheet = z.infer<typeof debriefSheet>;

export const waitingDebrief = z.object({ deal: dealRow, draftStartedAt: instant.nullable() });

export const debriefsContract = {
  ...reasonQualityContract,
  ...productLimitsContract,
  ...feelingsContract,
  openDebrief: signedIn
    .route({
      method: "GET",
      path: "/deals/{dealId}/debrief",
      summary: "The debrief of a closed deal, prefilled from its record",
    })
    .errors({ DEAL_OPEN: { status: 409, message: "This deal is still open. A debrief follows a close." } })
    .input(z.strictObject({ dealId: id }))
    .output(debriefSheet),
  /** Save as you go. `version` is the one you saw; 0 for the first save. */
  saveDraft: signedIn
    .route({ method: "PUT", path: "/deals/{dealId}/debrief", summary: "Keep a debrief as it is so far" })
    .errors({
      DEAL_OPEN: { status: 409, message: "This deal is still open. A debrief follows a close." },
      ALREADY_RECORDED: {
        status: 409,
        message: "A colleague recorded this debrief. Here is theirs.",
        data: debriefShape,
      },
      OTHER_DRAFT: {
        status: 409,
        message: "This debrief changed in another window. Here is what it says now.",
        data: debriefShape,
      },
    })
    .input(z.strictObject({ dealId: id, debriefId: id, version: z.number().int().min(0), answers: debriefAnswers }))
    .output(debriefShape),
  recordDebrief: signedIn
    .route({
      method: "POST",
      path: "/deals/{dealId}/debrief/record",
      summary: "Record the debrief with its commitments and check-up",
    })
    .errors({
      DEAL_OPEN: { status: 409, message: "This deal is still open. A debrief follows a close." },
      ALREADY_RECORDED: {
        status: 409,
        message: "A colleague recorded this debrief. Here is theirs.",
        data: debriefShape,
      },
      OTHER_DRAFT: {
        status: 409,
        message: "This debrief changed in another window. Here is what it says now.",
        data: debriefShape,
      },
      NOTHING_NAMED: {
        status: 422,
        message: "Name at least one reason or missed step, or say that we did everything right.",
      },
      STEPS_MISSED: {
        status: 422,
        message: "A clean loss has no missed step. Untick the missed steps, or the clean loss.",
      },
      SCOPE_NEEDED: {
        status: 422,
        message: "Say of each product reason whether it is inherent to the product or doable differently.",
      },
    })
    .input(
      z.strictObject({
        dealId: id,
        debriefId: id,
        version: z.number().int().min(0),
        answers: debriefAnswers,
        secondsSpent: z.number().int().min(0).max(86_400),
      }),
    )
    .output(debriefShape),
  listDebriefs: signedIn
    .route({ method: "GET", path: "/deals/{dealId}/debriefs", summary: "All debriefs of a deal, newest first" })
    .input(z.strictObject({ dealId: id }))
    .output(z.object({ rows: z.array(debriefShape) })),
  listWaiting: signedIn
    .route({
      method: "GET",
      path: "/debriefs/waiting",
      summary: "Closed deals that wait for a debrief, newest first",
      description:
        "Deals closed in the last 90 days, or since 90 days before the newest close an import brought lately, and older ones whose debrief was begun. Older history can be debriefed too, but waits for nobody.",
    })
    .input(pageOf.extend({ ownerId: id.optional(), outcome: z.enum(["won", "lost"]).default("lost") }))
    .output(z.object({ rows: z.array(waitingDebrief), next: z.string().nullable() })),
};
