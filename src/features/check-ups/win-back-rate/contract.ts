import { z } from "zod";
import { signedIn } from "../../team/contract.ts";

const count = z.number().int();
/** A share with its 95 % interval, or too few to say one. */
export const rate = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("interval"), count, of: count, estimate: z.number(), low: z.number(), high: z.number() }),
  z.object({ kind: z.literal("too-few"), outOf: count, needed: count }),
]);
export type Rate = z.infer<typeof rate>;

export const winBackFigures = z.object({
  /** Customers whose day to be called has come: called at least once, or never. */
  due: count,
  called: count,
  neverCalled: count,
  /** Of those called: spoken to at least once; back with a new deal. */
  reached: count,
  cameBack: count,
  /** Where they are now. A new deal that is open, and a customer to be called later, are neither won nor lost. */
  won: count,
  lostAgain: count,
  stillOpen: count,
  toCallAgain: count,
  noFurtherCall: count,
  rates: z.object({
    reachedOfCalled: rate,
    backOfReached: rate,
    /** Of customers with an end: won, lost again, or no further call. */
    wonOfEnded: rate,
  }),
  /** All who have no end counted as lost, and as won: between these lies what will be, if nobody else is called. */
  bounds: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** Came back by themselves, without a call of ours: in none of the figures above. */
  unasked: z.object({ cameBack: count, won: count }),
});
export type WinBackFigures = z.infer<typeof winBackFigures>;

export const winBacks = z.discriminatedUnion("kind", [
  winBackFigures.extend({ kind: z.literal("figures") }),
  /** The team's sums, for somebody who sees only their own of these deals: of fewer people they would show single ones. */
  z.object({ kind: z.literal("few-people"), people: count, needed: count }),
]);
export type WinBacks = z.infer<typeof winBacks>;

export const winBackRateContract = {
  showWinBacks: signedIn
    .route({
      method: "GET",
      path: "/win-backs",
      summary: "What came of the calls to lost customers: reached, back, won",
      description: "Counted by customer, not by call. No rate is promised: these are the team's own counts.",
    })
    .input(z.strictObject({ of: z.enum(["me", "team"]).default("team") }))
    .output(winBacks),
};
