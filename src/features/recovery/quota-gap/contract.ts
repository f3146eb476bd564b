import { z } from "zod";
import { money } from "../../deals/contract.ts";
import { day, dayTold, id, instant, pageOf, signedIn } from "../../team/contract.ts";

const count = z.number().int();
const tooFew = z.object({ kind: z.literal("too-few"), outOf: count, needed: count });
/** Whose history it was told from. */
const whose = z.enum(["own", "own-with-team", "team"]);

const quotaShape = z.object({
  memberId: id,
  memberName: z.string(),
  beginsOn: day,
  /** The last day that counts. */
  endsOn: day,
  amount: money,
  setByName: z.string().nullable(),
  /** Whether the one who asks may set it anew or take it away. */
  mayChange: z.boolean(),
  /** Won in the period so far, in the quota's currency. */
  won: z.object({ amount: money, deals: count }),
  /** Won deals without an amount, or in another currency: they are never counted as if they were. */
  wonUnknown: count,
});
export type QuotaShape = z.infer<typeof quotaShape>;

/** An open deal and what it may bring within the period. */
const openDeal = z.object({
  dealId: id,
  name: z.string(),
  stageName: z.string(),
  amount: money,
  /** Of being won at all: the deal's odds, or where there are none a win rate. */
  probability: z.number(),
  from: z.enum(["odds", "own", "own-with-team", "team"]),
  /** Of a win's coming within the period. Null: how long deals take is too few to say. */
  inTime: z.number().nullable(),
  /** Open for longer than any deal that was won. */
  olderThanWins: z.boolean(),
});
export type OpenDealInGap = z.infer<typeof openDeal>;

const unknownDeal = z.object({ dealId: id, name: z.string(), amount: money.nullable() });

/** Where the period may end: with nine of ten, with half, and with one of ten probability at least so much. */
const gapForecast = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    low: money,
    middle: money,
    high: money,
    /** That the quota is reached by what is open today. */
    chance: z.number(),
  }),
  tooFew,
]);

/** How many new deals it takes beside those that are open. */
const newDealsNeeded = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    /** With as many the quota is reached as often as not, and in eight of ten such periods; null: more than 200. */
    even: count,
    likely: count.nullable(),
  }),
  /** What is open reaches it with eight of ten probability already. */
  z.object({ kind: z.literal("none") }),
  /** Hardly any deal that begins today is won before the period ends. */
  z.object({ kind: z.literal("too-late"), shareInTime: z.number() }),
  z.object({ kind: z.literal("beyond"), most: count }),
  tooFew.extend({ of: z.enum(["closed-deals", "won-deals", "wins-with-days"]) }),
]);

const gapBasis = z.object({
  winRate: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("known"),
      won: count,
      of: count,
      rate: z.number(),
      low: z.number(),
      high: z.number(),
      from: whose,
    }),
    tooFew,
  ]),
  size: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("known"),
      middle: money,
      low: money,
      high: money,
      deals: count,
      from: z.enum(["own", "team"]),
    }),
    tooFew,
  ]),
  cycle: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("known"),
      /** Half of the wins take no longer than that. */
      middleDays: z.number(),
      wins: count,
      from: z.enum(["own", "team"]),
      /** Of deals that begin today and are won at all, the share that is won before the period ends. */
      shareInTime: z.number(),
    }),
    tooFew,
  ]),
});

const quotaGap = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("no-quota"), memberId: id, memberName: z.string(), mayChange: z.boolean() }),
  z.object({
    kind: z.literal("quota"),
    quota: quotaShape,
    /** Their other quotas, by their last day. */
    others: z.array(z.object({ beginsOn: day, endsOn: day, amount: money })),
    when: z.enum(["to-come", "running", "over"]),
    daysLeft: count,
    /** Still to be won; 0 once it is reached. */
    left: money,
    lost: z.object({
      amount: money,
      deals: count,
      latest: z.array(z.object({ dealId: id, name: z.string(), amount: money, closedAt: instant })),
    }),
    open: z.array(openDeal),
    /** Open deals beyond those listed, which count all the same. */
    openMore: count,
    /** Open deals without an amount or in another currency: not counted. */
    openUnknown: z.array(unknownDeal),
    basis: gapBasis,
    /** Null once the period is over. */
    forecast: gapForecast.nullable(),
    needed: newDealsNeeded.nullable(),
  }),
]);
export type QuotaGap = z.infer<typeof quotaGap>;

const period = { beginsOn: dayTold, endsOn: dayTold };
const quotaKey = { memberId: id, ...period };

export const quotaGapContract = {
  listQuotas: signedIn
    .route({
      method: "GET",
      path: "/quotas",
      summary: "Quotas with what was won so far: mine, and of the people I lead, by name",
      description: "Flat rows, one a person and period, for a spreadsheet. `current` leaves out periods that are over.",
    })
    .input(
      pageOf.extend({
        memberId: id.optional(),
        current: z.stringbool().or(z.boolean()).default(false),
      }),
    )
    .output(z.object({ rows: z.array(quotaShape), next: z.string().nullable() })),
  saveQuota: signedIn
    .route({
      method: "PUT",
      path: "/quotas/{memberId}/{beginsOn}/{endsOn}",
      summary: "Set what somebody is to win in a period: any days, for oneself or for the people one leads",
    })
    .errors({
      QUOTA_PERIOD: { status: 422, message: "A quota's period ends after it begins, and lasts two years at most." },
    })
    .input(
      z.strictObject({
        ...quotaKey,
        amountCents: z.number().int().min(1).max(1e15),
        currency: z.string().regex(/^[A-Z]{3}$/, "Use a three-letter code such as EUR."),
      }),
    )
    .output(quotaShape),
  removeQuota: signedIn
    .route({ method: "DELETE", path: "/quotas/{memberId}/{beginsOn}/{endsOn}", summary: "Take a quota away" })
    .input(z.strictObject(quotaKey))
    .output(z.object(quotaKey)),
  showQuotaGap: signedIn
    .route({
      method: "GET",
      path: "/quota-gap",
      summary: "What is left to win, what open deals may bring of it, and how many new ones it takes",
      description: "Without a period, the one that runs today and ends soonest, else the next, else the last.",
    })
    .input(
      z.strictObject({
        memberId: id.optional(),
        beginsOn: dayTold.optional(),
        endsOn: dayTold.optional(),
      }),
    )
    .output(quotaGap),
};
