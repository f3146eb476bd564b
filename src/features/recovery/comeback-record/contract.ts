import { z } from "zod";
import { id, instant, signedIn } from "../../team/contract.ts";

const count = z.number().int();
const outcome = z.enum(["won", "lost"]);
const tooFew = z.object({ kind: z.literal("too-few"), outOf: count, needed: count });
/** All won or all lost: there is nothing to compare. */
const noVariation = z.object({ kind: z.literal("no-variation") });

/** The deal after each loss, held against the same people's other deals. */
export const afterLoss = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    wins: count,
    losses: count,
    /** Wins among as many deals if a loss changed nothing, and between which numbers 95 of 100 such histories lie. */
    usualWins: z.number(),
    chanceLow: count,
    chanceHigh: count,
    /** Share won after a loss with its 95 % interval. */
    rate: z.number(),
    low: z.number(),
    high: z.number(),
    verdict: z.enum(["more", "as-usual", "fewer"]),
  }),
  tooFew,
  noVariation,
]);

/** How many wins came within so many days of a loss, of losses with that much time behind them. */
export const winsWithin = z.object({
  days: count,
  figure: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("known"),
      losses: count,
      /** Losses with at least one win in that time. */
      withWin: count,
      /** Wins in that time, on average over these losses, with its 95 % interval. */
      wins: z.number(),
      low: z.number(),
      high: z.number(),
      /** Wins in as many days from any moment on. */
      usual: z.number(),
    }),
    tooFew,
  ]),
});

export const nextConversation = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    losses: count,
    /** Losses that no new conversation has followed yet; they count with the time they have had. */
    waiting: count,
    medianDays: z.number(),
    lowDays: z.number(),
    /** Null: so far too few conversations followed to say how late it may be. */
    highDays: z.number().nullable(),
    /** From any moment on, whether after a loss or not. */
    usualDays: z.number(),
  }),
  /** Half of the losses have not been followed by one, so there is no middle yet. */
  z.object({ kind: z.literal("not-yet"), losses: count, waiting: count }),
  z.object({ kind: z.literal("nothing-recorded") }),
  tooFew,
]);

export const longestLosingRun = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    length: count,
    firstAt: instant,
    lastAt: instant,
    /** It stands among the first tenth of all results, where losses come sooner than wins: those take longer. */
    atBeginning: z.boolean(),
    won: count,
    of: count,
    /** The longest run in as many deals at this win rate, by chance alone: its middle, and where nine in ten lie. */
    chanceMiddle: count,
    chanceLow: count,
    chanceHigh: count,
  }),
  tooFew,
  noVariation,
]);

export const comebackFigures = z.object({
  won: count,
  lost: count,
  /** The last results, oldest first. */
  form: z.array(z.object({ dealId: id, outcome, closedAt: instant })),
  currentRun: z.object({ outcome, length: count }).nullable(),
  afterLoss,
  winsWithin: z.array(winsWithin),
  nextConversation,
  longestLosingRun,
  leftOut: z.object({
    /** Closes made in bulk, or written down afterwards: their instants say nothing about order or days. */
    bulkEdited: count,
    /** Closes of which only the day is known; among those of one day the order is settled, but not known. */
    dayOnly: count,
  }),
});
export type ComebackFigures = z.infer<typeof comebackFigures>;

export const comebackRecord = z.discriminatedUnion("kind", [
  comebackFigures.extend({
    kind: z.literal("record"),
    form: z.array(z.object({ dealId: id, name: z.string(), outcome, closedAt: instant })),
    /** Nothing after this instant is in it. */
    until: instant,
    /** When it was worked out. */
    madeAt: instant,
    /** How many people's results these are. */
    people: count,
  }),
  z.object({ kind: z.literal("no-results") }),
  /** Fewer people than that: their sums would show single ones. */
  z.object({ kind: z.literal("few-people"), people: count, needed: count }),
  /** The team's figures are made when deals change; these are on their way. */
  z.object({ kind: z.literal("being-made") }),
]);
export type ComebackRecord = z.infer<typeof comebackRecord>;

export const comebackRecordContract = {
  showComebackRecord: signedIn
    .route({
      method: "GET",
      path: "/comeback/record",
      summary: "What follows a loss: my own record, or my team's sums",
      description:
        "Results in order, without bulk edits. The team's are for managers and admins, only as sums over at least five people, and are worked out anew within about a minute after a deal changed.",
    })
    .input(z.strictObject({ of: z.enum(["me", "team"]).default("me") }))
    .output(comebackRecord),
};
