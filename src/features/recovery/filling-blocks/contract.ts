import { z } from "zod";
import { money } from "../../deals/contract.ts";
import { id, instant, instantTold, pageOf, signedIn } from "../../team/contract.ts";

const count = z.number().int();

/** Asking won customers for an introduction, calling, meeting people who may know somebody. */
export const effortKind = z.enum(["referral", "call", "networking"]);
export type EffortKind = z.infer<typeof effortKind>;
/** Nobody was reached; somebody was; or the next meeting stands in the calendar. */
export const effortResult = z.enum(["tried", "talked", "meeting"]);
export type EffortResult = z.infer<typeof effortResult>;

const aim = count.min(0).max(200);
export const blockAims = z.strictObject({ referrals: aim, calls: aim, networking: aim });
export type BlockAims = z.infer<typeof blockAims>;

/** Of what was tried, with how many somebody talked, and how many gave a meeting; who agreed to meet was talked with. */
export const tally = z.object({ made: count, talked: count, meetings: count });
export const blockCounts = z.object({ referrals: tally, calls: tally, networking: tally });
export type BlockCounts = z.infer<typeof blockCounts>;

/** `over`: its time has passed and nobody finished it; what was logged in its time counts all the same. */
export const blockState = z.enum(["booked", "running", "over", "finished", "dropped"]);
export type BlockState = z.infer<typeof blockState>;

export const blockShape = z.object({
  id,
  /** The loss it answers, if it answers one. */
  dealId: id.nullable(),
  dealName: z.string().nullable(),
  startsAt: instant,
  endsAt: instant,
  aims: blockAims,
  state: blockState,
  beganAt: instant.nullable(),
  finishedAt: instant.nullable(),
  droppedAt: instant.nullable(),
  note: z.string(),
  /** Goes up with each change. */
  edition: count,
  counts: blockCounts,
});
export type BlockShape = z.infer<typeof blockShape>;

const effortShape = z.object({
  id,
  kind: effortKind,
  who: z.string(),
  result: effortResult,
  madeAt: instant,
  /** Logged on this deal, here or on its page. */
  dealId: id.nullable(),
  /** False where it was logged on the deal's page, and is taken back there. */
  loggedHere: z.boolean(),
});

export const blockPage = blockShape.extend({
  /** What was done in it, newest first. */
  efforts: z.array(effortShape),
  /** What the server's clock said: the timer goes by it, whatever a phone's clock says. */
  asOf: instant,
});
export type BlockPage = z.infer<typeof blockPage>;

/** What a person's own calls bring. */
export const callConversion = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    calls: count,
    meetings: count,
    share: z.number(),
    low: z.number(),
    high: z.number(),
    /** "8 calls give you one meeting", and between which numbers that well lies. */
    callsForOne: count,
    fewestCallsForOne: count,
    mostCallsForOne: count,
    /** Own calls alone, own calls drawn towards the team's, or the team's. */
    from: z.enum(["own", "own-with-team", "team"]),
    withinDays: count,
  }),
  z.object({ kind: z.literal("too-few"), outOf: count, needed: count }),
]);
export type CallConversion = z.infer<typeof callConversion>;

const blockProposal = z.object({
  when: z.enum(["now", "later-today", "next-day"]),
  startsAt: instant,
  endsAt: instant,
  /** How long it can get before the working day, or another block, ends it. */
  mostMinutes: count,
});

export const blockProposals = z.object({
  proposals: z.array(blockProposal),
  /** For blocks of 120, 150 and 180 minutes. */
  aims: z.array(z.object({ minutes: count, aims: blockAims })),
  conversion: callConversion,
  /** Minutes after midnight between which this person usually works, and whether their own calls and meetings say so. */
  hours: z.object({ from: count, to: count, own: z.boolean() }),
  /** A block that is running now: there is only one at a time. */
  running: blockShape.nullable(),
});
export type BlockProposals = z.infer<typeof blockProposals>;

/** Somebody worth a call now, and why. */
export const nextCall = z.object({
  dealId: id,
  dealName: z.string(),
  accountName: z.string().nullable(),
  contactName: z.string().nullable(),
  phone: z.string().nullable(),
  amount: money.nullable(),
  kind: effortKind,
  because: z.discriminatedUnion("why", [
    z.object({ why: z.literal("won"), at: instant }),
    /** Null: nothing was ever logged on it. */
    z.object({ why: z.literal("quiet"), lastAt: instant.nullable() }),
    z.object({ why: z.literal("check-up"), dueOn: z.iso.date() }),
  ]),
});
export type NextCall = z.infer<typeof nextCall>;

const overlap = { BLOCKS_OVERLAP: { status: 409, message: "You have another filling block at that time." } } as const;
const over = { BLOCK_OVER: { status: 409, message: "This block is over. Book the next one." } } as const;
const length = {
  BLOCK_LENGTH: { status: 422, message: "A filling block lasts from one to four hours." },
} as const;
const past = {
  TIME_PASSED: { status: 422, message: "This time has passed. Choose one that is still to come." },
} as const;
const time = { startsAt: instantTold, endsAt: instantTold };

/** Everything here is the person's own: a colleague's block is not there for anybody else. */
export const fillingBlocksContract = {
  proposeBlock: signedIn
    .route({
      method: "GET",
      path: "/filling-blocks/proposals",
      summary: "When a filling block fits, and what to aim for by one's own conversion",
    })
    .output(blockProposals),
  listBlocks: signedIn
    .route({ method: "GET", path: "/filling-blocks", summary: "My filling blocks, the latest first; only I see them" })
    .input(pageOf)
    .output(z.object({ rows: z.array(blockShape), next: z.string().nullable() })),
  showBlock: signedIn
    .route({
      method: "GET",
      path: "/filling-blocks/{id}",
      summary: "A filling block of mine, with what was done in it",
    })
    .input(z.strictObject({ id }))
    .output(blockPage),
  listNextCalls: signedIn
    .route({
      method: "GET",
      path: "/filling-blocks/{id}/next-calls",
      summary: "Whom to call next: won customers, quiet open deals, lost customers whose check-up is due",
    })
    .input(z.strictObject({ id }))
    .output(z.object({ rows: z.array(nextCall) })),
  bookBlock: signedIn
    .route({ method: "PUT", path: "/filling-blocks/{id}", summary: "Book a filling block, or begin one at once" })
    .errors({ ...overlap, ...length, ...past })
    .input(
      z.strictObject({
        id,
        dealId: id.nullable().default(null),
        ...time,
        aims: blockAims,
        /** Begins it in the same moment. */
        begin: z.boolean().default(false),
      }),
    )
    .output(blockShape),
  moveBlock: signedIn
    .route({ method: "POST", path: "/filling-blocks/{id}/move", summary: "Move a block that has not begun" })
    .errors({ ...overlap, ...length, ...past, ...over })
    .input(z.strictObject({ id, ...time }))
    .output(blockShape),
  beginBlock: signedIn
    .route({
      method: "POST",
      path: "/filling-blocks/{id}/begin",
      summary: "Begin a block now, as long as it was booked for; begun already, it goes on",
    })
    .errors({ ...overlap, ...over })
    .input(z.strictObject({ id }))
    .output(blockShape),
  extendBlock: signedIn
    .route({ method: "POST", path: "/filling-blocks/{id}/extend", summary: "Let a running block last longer" })
    .errors({ ...overlap, ...length, ...over })
    .input(z.strictObject({ id, endsAt: instantTold }))
    .output(blockShape),
  finishBlock: signedIn
    .route({ method: "POST", path: "/filling-blocks/{id}/finish", summary: "Finish a block, early or late" })
    .errors(over)
    .input(z.strictObject({ id, note: z.string().trim().max(2000).default("") }))
    .output(blockShape),
  dropBlock: signedIn
    .route({ method: "POST", path: "/filling-blocks/{id}/drop", summary: "Drop a block; it stays in my history" })
    .errors(over)
    .input(z.strictObject({ id }))
    .output(blockShape),
  resumeBlock: signedIn
    .route({
      method: "POST",
      path: "/filling-blocks/{id}/resume",
      summary: "Take a block up again that was dropped, or finished before its time",
    })
    .errors({ ...overlap, ...over })
    .input(z.strictObject({ id }))
    .output(blockShape),
  logEffort: signedIn
    .route({
      method: "PUT",
      path: "/filling-blocks/{blockId}/efforts/{id}",
      summary: "Log what was done; on a deal it is logged there as well, and counts once",
    })
    .errors({ BLOCK_NOT_RUNNING: { status: 409, message: "Begin the block first; then log what you do in it." } })
    .input(
      z.strictObject({
        blockId: id,
        id,
        kind: effortKind,
        who: z.string().trim().max(200).default(""),
        result: effortResult,
        dealId: id.nullable().default(null),
      }),
    )
    .output(blockPage),
  removeEffort: signedIn
    .route({
      method: "DELETE",
      path: "/filling-blocks/{blockId}/efforts/{id}",
      summary: "Take back what was logged here, and with it what it put on a deal a moment ago",
    })
    .input(z.strictObject({ blockId: id, id }))
    .output(blockPage),
};
