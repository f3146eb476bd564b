import { z } from "zod";
import { lossKind, money } from "../deals/contract.ts";
import { periodTold, shareTold } from "../insights/kpis/contract.ts";
import { day, dayTold, id, instant, signedIn } from "../team/contract.ts";

const count = z.number().int();
const someDeals = z.array(z.object({ id, name: z.string() }));

/** A reason that debriefs of the week name, with what its catalogue entry leads to. */
const namedReason = z.object({
  reasonId: id,
  name: z.string(),
  control: z.enum(["ours", "shared", "theirs"]),
  roleQuestion: z.string().nullable(),
  lever: z.string(),
  flagId: id.nullable(),
  flagName: z.string().nullable(),
  /** The team watches this flag, so that the pipeline check lists its deals. */
  isWatched: z.boolean(),
  /** Losses of the week, and of the four weeks before it, whose debrief names it. */
  inWeek: count,
  before: count,
});
export type NamedReason = z.infer<typeof namedReason>;

export const weekShape = z.object({
  week: periodTold,
  /** It is not over yet. */
  isRunning: z.boolean(),
  results: z.object({
    won: count,
    lost: count,
    wonMoney: money,
    lostMoney: money,
    /** Closed deals whose money is not known, in nobody's sum. */
    noMoney: count,
    rate: shareTold,
    /** The twelve weeks before, and how much more often deals were won than then. */
    usual: z.object({ won: count, deals: count, rate: shareTold }),
    change: shareTold,
  }),
  losses: z.object({
    count,
    /** Of these, such as have a recorded debrief. */
    debriefed: count,
    /** The largest, each with what its debrief shares with whoever reads it. */
    rows: z.array(
      z.object({
        dealId: id,
        name: z.string(),
        amount: money.nullable(),
        lossKind: lossKind.nullable(),
        competitor: z.string().nullable(),
        debriefed: z.boolean(),
        /** False: there is a debrief, and its words are not this reader's. */
        shared: z.boolean(),
        cleanLoss: z.boolean(),
        reason: z.string().nullable(),
        missedStep: z.string().nullable(),
      }),
    ),
  }),
  /** Reasons named in the week's debriefs, those first that came most often. */
  reasons: z.array(namedReason),
  wins: someDeals,
  promises: z.object({
    /** Promises made in the week, and repairs done in it; of these, those that a promise asked for. */
    made: count,
    repaired: count,
    kept: count,
    /** Repairs still open, and those past their day. */
    open: count,
    late: count,
  }),
  /** Open deals on which a flag of the week's reasons is up. */
  risks: z.array(
    z.object({
      flagId: id,
      flagName: z.string(),
      isWatched: z.boolean(),
      reasonName: z.string(),
      deals: count,
      amount: money.nullable(),
      rows: someDeals,
    }),
  ),
  customers: z.object({
    heard: count,
    /** Who would, or might, buy from us another time. */
    again: count,
    quote: z.object({ words: z.string(), by: z.string().nullable() }).nullable(),
  }),
  /** Calls to lost customers of the seven days after the week. */
  checkUps: z.object({
    from: day,
    until: day,
    count,
    rows: z.array(z.object({ id, dealId: id, name: z.string(), dueOn: day })),
    /** Due before that, and not made. */
    late: count,
  }),
  packets: z.object({
    waiting: count,
    oldestAskedAt: instant.nullable(),
    /** Promised by marketing until the end of these seven days, or before. */
    due: count,
  }),
});
export type WeekShape = z.infer<typeof weekShape>;

export const weeklyReviewContract = {
  showWeek: signedIn
    .route({
      method: "GET",
      path: "/weekly-review",
      summary: "One week on one page, to be read aloud: results, losses with their reasons, what repeated, what to do",
      description:
        "For managers, marketing and admins, of the deals they see. Weeks begin on Monday in the workspace's time zone; left out, it is the last whole one.",
    })
    .errors({ WEEK_TO_COME: { status: 422, message: "This week has not begun. Choose one that has." } })
    .input(
      z.strictObject({
        /** Any day of the week. */
        day: dayTold.optional(),
      }),
    )
    .output(weekShape),
};
