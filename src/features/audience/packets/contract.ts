import { z } from "zod";
import { dealStatus, money } from "../../deals/contract.ts";
import { figuresFilterShape, periodNotPossible } from "../../insights/kpis/contract.ts";
import { day, dayTold, id, instant, pageOf, signedIn } from "../../team/contract.ts";
import { toldApartBy } from "../early-losses/contract.ts";

// One seller's figures are nobody's to send on.
const { person: _person, teamOf: _teamOf, ...ofNobodyAlone } = figuresFilterShape;
const filter = z.strictObject(ofNobodyAlone);
const { compare: _compare, compareFrom: _from, compareUntil: _until, ...ofOnePeriod } = ofNobodyAlone;
const reportFilter = z.strictObject(ofOnePeriod);
const key = z.string().max(2000);

/** Figures whose deals can go along. */
export const sentFigure = z.enum(["closed", "won", "lost", "created", "reached", "left-at"]);
export type SentFigure = z.infer<typeof sentFigure>;

/** What is to go along, by where it stands; its words and numbers are taken from there when the packet is sent. */
export const evidenceAsked = z.discriminatedUnion("kind", [
  /** A row of why we lose, and the deals that show it. */
  z.strictObject({ kind: z.literal("finding"), key }),
  z.strictObject({ kind: z.literal("finding-deals"), key }),
  /** How often debriefs name a reason. */
  z.strictObject({ kind: z.literal("reason"), reasonId: id }),
  /** How often deals were won, with the report's filter, and the deals behind one of its figures. */
  z.strictObject({ kind: z.literal("figure"), filter }),
  z.strictObject({ kind: z.literal("figure-deals"), filter, figure: sentFigure, stageId: id.optional() }),
  /** A row of early losses, with the report's filter, and the deals of it that were lost early. */
  z.strictObject({ kind: z.literal("early-losses"), filter: reportFilter, by: toldApartBy, key }),
  z.strictObject({ kind: z.literal("early-loss-deals"), filter: reportFilter, by: toldApartBy, key }),
  /** How a persona's win rate changed, and since when. */
  z.strictObject({ kind: z.literal("over-time"), filter: reportFilter, personaId: id }),
]);
export type EvidenceAsked = z.infer<typeof evidenceAsked>;

/** Evidence in the words and numbers of its day, which never change. */
export const evidenceShape = z.object({
  kind: z.enum(["finding", "reason", "figure", "deals", "audience"]),
  title: z.string(),
  /** Sentences; days stand in them as 2026-10-28. */
  words: z.string(),
  /** The page where it stands as it is now. */
  href: z.string(),
  /** As they stood then; only such as the reader sees. */
  deals: z.array(
    z.object({
      id,
      name: z.string(),
      status: dealStatus,
      amount: money.nullable(),
      closedAt: instant.nullable(),
    }),
  ),
  /** Deals of others than the reader sees. */
  hiddenDeals: z.number().int(),
});
export type EvidenceShape = z.infer<typeof evidenceShape>;

export const packetState = z.enum(["waiting", "promised", "declined", "done", "withdrawn"]);
export type PacketState = z.infer<typeof packetState>;
export const packetAnswer = z.enum(["accepted", "declined", "changed"]);
export type PacketAnswer = z.infer<typeof packetAnswer>;

/** What it asks of whoever reads it: an answer, patience, whether it was done, or to take note. Null: nothing. */
export const packetTurn = z.enum(["answer", "wait", "check", "note"]).nullable();
export type PacketTurn = z.infer<typeof packetTurn>;

const someone = z.object({ id, name: z.string() }).nullable();

export const packetRow = z.object({
  id,
  question: z.string(),
  state: packetState,
  answer: packetAnswer.nullable(),
  /** By when it is to be done, or since when it is so. */
  dueOn: day.nullable(),
  /** Null: somebody who is no longer here. */
  askedBy: someone,
  askedAt: instant,
  answeredBy: someone,
  answeredAt: instant.nullable(),
  /** The first piece of its evidence. */
  about: z.string(),
  turn: packetTurn,
});
export type PacketRow = z.infer<typeof packetRow>;

export const packetEntryKind = z.enum([
  "asked",
  "accepted",
  "declined",
  "changed",
  "said",
  "asked-again",
  "done",
  "not-yet",
  "withdrawn",
]);
export type PacketEntryKind = z.infer<typeof packetEntryKind>;

export const packetShape = packetRow.extend({
  version: z.number().int(),
  evidence: z.array(evidenceShape),
  thread: z.array(
    z.object({ id, kind: packetEntryKind, words: z.string(), dueOn: day.nullable(), by: someone, at: instant }),
  ),
  /** What whoever reads it may do now. */
  may: z.object({
    answer: z.boolean(),
    say: z.boolean(),
    check: z.boolean(),
    postpone: z.boolean(),
    askAgain: z.boolean(),
    withdraw: z.boolean(),
  }),
});
export type PacketShape = z.infer<typeof packetShape>;

const words = z.string().trim().max(4000);
const someWords = words.min(1);
/** The packet, the id of what is said on it, and the version that was seen. */
const step = z.strictObject({ id, entryId: id, version: z.number().int().min(1) });

const evidenceNotThere = {
  EVIDENCE_GONE: {
    status: 404,
    message: "What you want to send is not there any more. Look it up again and send it from there.",
  },
  EVIDENCE_PRIVATE: {
    status: 422,
    message:
      "Your team shares no debriefs, and so few people wrote them that this sum would show what single ones said.",
  },
  ...periodNotPossible,
} as const;
const notNow = {
  NOT_NOW: { status: 409, message: "This packet stands otherwise by now. Look at it again." },
} as const;

const evidence = z.array(evidenceAsked).min(1).max(10);

export const packetsContract = {
  listPackets: signedIn
    .route({
      method: "GET",
      path: "/packets",
      summary: "What marketing was asked, newest first",
      description: "For managers, marketing and admins.",
    })
    .input(pageOf.extend({ show: z.enum(["waiting", "promised", "over"]).optional() }))
    .output(z.object({ rows: z.array(packetRow), next: z.string().nullable() })),
  showPacket: signedIn
    .route({ method: "GET", path: "/packets/{id}", summary: "A packet with its evidence and all that was said" })
    .input(z.strictObject({ id }))
    .output(packetShape),
  previewEvidence: signedIn
    .errors(evidenceNotThere)
    .route({
      method: "POST",
      path: "/packets/evidence",
      summary: "Evidence in the words and numbers it would be sent with now; nothing is sent",
    })
    .input(z.strictObject({ evidence }))
    .output(z.object({ evidence: z.array(evidenceShape) })),
  askMarketing: signedIn
    .errors(evidenceNotThere)
    .route({
      method: "PUT",
      path: "/packets/{id}",
      summary: "Send marketing evidence and a question",
      description: "The words and numbers of the evidence are kept as they are now.",
    })
    .input(z.strictObject({ id, question: someWords.max(2000), evidence }))
    .output(packetShape),
  answerPacket: signedIn
    .errors({
      ...notNow,
      DAY_MISSING: { status: 422, message: "Say by when it will be done, or since when it is so." },
    })
    .route({
      method: "PUT",
      path: "/packets/{id}/answers/{entryId}",
      summary: "Answer a packet: accepted or changed, with a day by when or since when; or declined",
      description: "Answered again, the newer answer stands; the thread keeps both.",
    })
    .input(step.extend({ answer: packetAnswer, dueOn: dayTold.nullable().default(null), words: someWords }))
    .output(packetShape),
  sayOnPacket: signedIn
    .errors({ TOO_MANY_WORDS: { status: 422, message: "A packet holds 200 entries, and this one is full." } })
    .route({ method: "PUT", path: "/packets/{id}/words/{entryId}", summary: "Say something on a packet" })
    .input(z.strictObject({ id, entryId: id, words: someWords }))
    .output(packetShape),
  checkPacket: signedIn
    .errors({ ...notNow, DAY_MISSING: { status: 422, message: "Give a day that is still to come." } })
    .route({
      method: "PUT",
      path: "/packets/{id}/checks/{entryId}",
      summary: "Say whether what was promised is done; if not yet, by when it will be",
    })
    .input(step.extend({ done: z.boolean(), dueOn: dayTold.nullable().default(null), words: words.default("") }))
    .output(packetShape),
  askAgain: signedIn
    .errors(notNow)
    .route({
      method: "PUT",
      path: "/packets/{id}/questions/{entryId}",
      summary: "Ask again: the packet waits for an answer anew",
    })
    .input(step.extend({ words: someWords }))
    .output(packetShape),
  withdrawPacket: signedIn
    .errors(notNow)
    .route({
      method: "PUT",
      path: "/packets/{id}/withdrawals/{entryId}",
      summary: "Take a question back that needs no answer any more",
    })
    .input(step.extend({ words: words.default("") }))
    .output(packetShape),
  notePacket: signedIn
    .route({ method: "POST", path: "/packets/{id}/note", summary: "Take note of what became of a packet of mine" })
    .input(z.strictObject({ id }))
    .output(packetShape),
};
