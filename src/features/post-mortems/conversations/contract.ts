import { z } from "zod";
import { contactOnDeal, lossKind, money } from "../../deals/contract.ts";
import { reasonShape } from "../../reasons/contract.ts";
import { day, dayTold, id, instant, instantTold, pageOf, signedIn } from "../../team/contract.ts";
import { answersSource, customerAnswers, customerAnswersShape, winAgain } from "../customer-answers/contract.ts";
import { leftOutOf } from "../major-losses/contract.ts";
import { priorityShape } from "../priorities/contract.ts";

export const postMortemState = z.enum(["due", "planned", "held", "given-up"]);
export type PostMortemState = z.infer<typeof postMortemState>;

/** The seller's manager with the seller listening, a colleague who had no part in it, or the customer alone, by form. */
export const postMortemMode = z.enum(["manager-and-rep", "neutral-colleague", "form"]);
export type PostMortemMode = z.infer<typeof postMortemMode>;

export const postMortemRow = z.object({
  id,
  dealId: id,
  dealName: z.string(),
  accountName: z.string().nullable(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  amount: money.nullable(),
  competitor: z.string().nullable(),
  /** The close it is about. */
  closedAt: instant,
  /** The deal was opened again since. */
  isReopened: z.boolean(),
  state: postMortemState,
  mode: postMortemMode.nullable(),
  leadId: id.nullable(),
  leadName: z.string().nullable(),
  contactName: z.string().nullable(),
  /** The rule that made it major, as it is called now; null where somebody asked for it. */
  ruleName: z.string().nullable(),
  askedByName: z.string().nullable(),
  repInvitedAt: instant.nullable(),
  plannedFor: instant.nullable(),
  heldAt: instant.nullable(),
  givenUpWhy: z.string(),
  madeAt: instant,
  /** Where the customer's answers came from, and whether they see a chance for us; only what they gave. */
  given: z.array(z.object({ source: answersSource, givenAt: instant, winAgain: winAgain.nullable() })),
  leftOutOf: leftOutOf.nullable(),
  /** I may write in it: I lead it, or lead its seller. */
  mayWrite: z.boolean(),
  /** I see its deal's page. */
  seesDeal: z.boolean(),
});
export type PostMortemRow = z.infer<typeof postMortemRow>;

/** What is settled before the conversation. */
export const preparation = z.strictObject({
  mode: postMortemMode.nullable(),
  leadId: id.nullable(),
  contactId: id.nullable(),
  /** Empty: the one proposed. */
  openingLine: z.string().trim().max(1000),
  plannedFor: instantTold.nullable(),
  /** The seller is invited to listen. */
  repInvited: z.boolean(),
});
export type Preparation = z.infer<typeof preparation>;

/** Everything one needs to prepare, to lead and to read a post-mortem. */
export const postMortemSheet = z.object({
  postMortem: postMortemRow.extend({ version: z.number().int(), preparation }),
  deal: z.object({
    lossKind: lossKind.nullable(),
    crmReason: z.string().nullable(),
    /** How far it had come. */
    stageReached: z.string().nullable(),
    closedOn: day,
  }),
  /** Whom to call, the one who decides first. */
  contacts: z.array(contactOnDeal),
  /** Whom to call, and how to begin, where nobody chose otherwise. */
  proposed: z.object({ contactId: id.nullable(), openingLine: z.string() }),
  /** Who can lead it. */
  people: z.array(z.object({ id, name: z.string() })),
  reasons: z.array(reasonShape),
  priorities: z.array(priorityShape),
  /** What we wrote down while they spoke, and what they answered in the form; neither overwrites the other. */
  conversation: customerAnswersShape.nullable(),
  form: customerAnswersShape.nullable(),
  /** The call this loss waits for, or the day proposed for one. */
  checkUp: z.object({ dueOn: day, because: z.string(), waits: z.boolean() }),
});
export type PostMortemSheet = z.infer<typeof postMortemSheet>;

const otherWindow = {
  OTHER_WINDOW: {
    status: 409,
    message: "This changed in another window. Here is what it says now.",
    data: customerAnswersShape,
  },
} as const;
const isClosedFor = {
  GIVEN_UP: { status: 409, message: "This post-mortem was given up. Take it up again first." },
} as const;
const notes = { id, answersId: id, version: z.number().int().min(0), answers: customerAnswers };

export const conversationsContract = {
  listPostMortems: signedIn
    .route({
      method: "GET",
      path: "/post-mortems",
      summary: "Conversations with customers about major losses, the newest first; those planned, the next one first",
      description: "Those of the deals you see, and those you lead. The counts are of each state, whatever is listed.",
    })
    .input(pageOf.extend({ state: postMortemState.optional(), dealId: id.optional() }))
    .output(
      z.object({
        rows: z.array(postMortemRow),
        next: z.string().nullable(),
        counts: z.object({
          due: z.number().int(),
          planned: z.number().int(),
          held: z.number().int(),
          givenUp: z.number().int(),
        }),
      }),
    ),
  showPostMortem: signedIn
    .route({
      method: "GET",
      path: "/post-mortems/{id}",
      summary: "One post-mortem: whom to call, how to begin, what to ask, and what they said",
    })
    .input(z.strictObject({ id }))
    .output(postMortemSheet),
  askPostMortem: signedIn
    .route({
      method: "PUT",
      path: "/deals/{dealId}/post-mortems/{id}",
      summary: "Ask for a post-mortem about a loss that no rule named; if there is one, that one is answered",
    })
    .errors({ DEAL_NOT_LOST: { status: 409, message: "A post-mortem is about a lost deal." } })
    .input(z.strictObject({ dealId: id, id }))
    .output(postMortemRow),
  savePreparation: signedIn
    .route({
      method: "PUT",
      path: "/post-mortems/{id}/preparation",
      summary: "Settle who leads it, whom to call, how to begin and when; kept as it is so far",
    })
    .errors({
      ...isClosedFor,
      CHANGED_ELSEWHERE: {
        status: 409,
        message: "This changed in another window. Here is what it says now.",
        data: z.object({ version: z.number().int(), preparation }),
      },
    })
    .input(z.strictObject({ id, version: z.number().int().min(1), preparation }))
    .output(z.object({ version: z.number().int(), state: postMortemState, preparation })),
  /** `version` is the one you saw; 0 for the first words. */
  saveNotes: signedIn
    .route({
      method: "PUT",
      path: "/post-mortems/{id}/notes",
      summary: "Keep what the customer says, as it is typed",
    })
    .errors({ ...isClosedFor, ...otherWindow })
    .input(z.strictObject(notes))
    .output(customerAnswersShape),
  holdPostMortem: signedIn
    .route({
      method: "POST",
      path: "/post-mortems/{id}/hold",
      summary: "Say that the conversation took place; where they see a chance for us, set the next call",
    })
    .errors({
      ...isClosedFor,
      ...otherWindow,
      NOTHING_SAID: { status: 422, message: "Write down what they said first: one answer or one reason is enough." },
      TIME_NOT_POSSIBLE: {
        status: 422,
        message: "A conversation takes place after the loss, and not in the future. Check its day.",
      },
    })
    .input(z.strictObject({ ...notes, heldAt: instantTold.optional(), checkUpOn: dayTold.nullable() }))
    .output(postMortemSheet),
  giveUpPostMortem: signedIn
    .route({
      method: "POST",
      path: "/post-mortems/{id}/give-up",
      summary: "Say that there will be no conversation, and why; what was answered stays",
    })
    .input(z.strictObject({ id, why: z.string().trim().min(1).max(500) }))
    .output(postMortemRow),
  takeUpPostMortem: signedIn
    .route({
      method: "POST",
      path: "/post-mortems/{id}/take-up",
      summary: "Take up again what was given up, or go on with a conversation that was marked as held",
    })
    .input(z.strictObject({ id }))
    .output(postMortemRow),
};
