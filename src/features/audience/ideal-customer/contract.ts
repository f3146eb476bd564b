import { z } from "zod";
import { dealRow } from "../../deals/contract.ts";
import { id, instant, pageOf, signedIn } from "../../team/contract.ts";

const count = z.number().int();

/** What a row of the scorecard asks of a deal: what one column says of it as it began, or between which numbers it lies. */
export const rowCondition = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("value"), heading: z.string(), value: z.string() }),
  z.object({
    kind: z.literal("range"),
    heading: z.string(),
    /** From this on, and less than that; null: no end on this side. Money in hundredths. */
    from: z.number().nullable(),
    below: z.number().nullable(),
    money: z.boolean(),
  }),
]);
export type RowCondition = z.infer<typeof rowCondition>;

/** Closed deals and how many of them were won, with the 95 % interval of that share. */
export const wonOf = z.object({ won: count, deals: count, value: z.number(), low: z.number(), high: z.number() });
export type WonOf = z.infer<typeof wonOf>;

export const cardRow = z.object({
  /** Stays the same from one scorecard to the next. */
  key: z.string(),
  is: rowCondition,
  /** What a deal gets for it: one point is worth five in a hundred where things stand even. */
  points: count,
  /** Of closed deals that show it, and of those of which it is known that they do not. */
  shown: wonOf,
  notShown: wonOf,
  /** Of the test that it makes no difference, corrected for everything that was looked at. */
  adjustedP: z.number(),
});
export type CardRow = z.infer<typeof cardRow>;

/** Which fits go together, lowest first, and how deals ended that scorecards gave so many points without knowing them. */
export const fitBand = z.object({
  /** The fewest and the most points that were given; null: no end on this side. Points between two bands are of the upper one. */
  from: count.nullable(),
  until: count.nullable(),
  /** Against the share of all deals that were won: above it, below it, or not to be told apart from it. */
  fit: z.enum(["good", "usual", "poor"]),
  ...wonOf.shape,
  /** The share that scorecards had said of the same deals, on average. */
  said: z.number(),
});
export type FitBand = z.infer<typeof fitBand>;

/** How scorecards did on deals, and customers, they had not seen. */
export const cardQuality = z.object({
  /** Of a won and a lost deal, how often the won one has more points; ties count half. With its 95 % interval. */
  area: z.number(),
  low: z.number(),
  high: z.number(),
  calibrationSlope: z.number().nullable(),
  calibrationError: z.number(),
});

export type CardQuality = z.infer<typeof cardQuality>;

/** From how few points on practically none was ever won: the share's upper limit lies below `threshold`. */
export const neverBuys = z.object({
  threshold: z.number(),
  /** The lowest points of which there are enough deals to say; null where there are none. */
  lowest: z.object({ until: count, ...wonOf.shape }).nullable(),
  /** Whether deals with `lowest.until` points or fewer are named as never going to buy. */
  named: z.boolean(),
});
export type NeverBuys = z.infer<typeof neverBuys>;

/** A column that is not used, why, and whether it is for the team to say that it is known at the opening. */
export const leftOutColumn = z.object({ name: z.string(), why: z.string(), mayDecide: z.boolean() });

export type LeftOutColumn = z.infer<typeof leftOutColumn>;

const learnt = { won: count, lost: count, leftOut: z.array(leftOutColumn) };
const looked = { ...learnt, /** How many values were held against the outcome. */ looked: count };

export const scorecard = z.object({
  kind: z.literal("card"),
  ...looked,
  rows: z.array(cardRow),
  /** Bands of points, lowest first. */
  bands: z.array(fitBand),
  quality: cardQuality,
  neverBuys,
});
export type Scorecard = z.infer<typeof scorecard>;

export const idealCustomer = z.discriminatedUnion("kind", [
  scorecard,
  /** So many won and so many lost deals are needed. */
  z.object({ kind: z.literal("too-few"), ...learnt, needed: count }),
  /** Every closed deal ended alike. */
  z.object({ kind: z.literal("no-variation"), ...learnt }),
  /** Nothing that is known at the opening goes with winning or losing more than chance would have it. */
  z.object({ kind: z.literal("nothing"), ...looked }),
  /** There are rows, but on deals they had not seen they told won from lost no better than a coin. */
  z.object({ kind: z.literal("no-better"), ...looked, quality: cardQuality }),
]);
export type IdealCustomer = z.infer<typeof idealCustomer>;

export const idealCustomerShown = z.object({
  state: z.enum(["never", "waiting", "running", "done", "failed"]),
  askedAt: instant.nullable(),
  madeAt: instant.nullable(),
  /** Nothing that became known later is in it. */
  dataUntil: instant.nullable(),
  methodVersion: count.nullable(),
  /** Null until there is one. */
  result: idealCustomer.nullable(),
});
export type IdealCustomerShown = z.infer<typeof idealCustomerShown>;

/** What brought a deal its points, and what is not known of it. */
const answers = {
  points: count,
  applies: z.array(z.object({ is: rowCondition, points: count })),
  /** Headings of the scorecard that say nothing of this deal. */
  unknown: z.array(z.string()),
};

export const dealFit = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    ...answers,
    band: fitBand,
    /** Said while the deal is in its first two stages and its points are as few as those of deals practically never won. */
    neverBuys: neverBuys.shape.lowest,
    learnedFrom: count,
    dataUntil: instant,
  }),
  z.object({ kind: z.literal("closed") }),
  /** No scorecard yet, or none that says anything. */
  z.object({ kind: z.literal("none"), why: z.enum(["not-yet", "too-few", "no-variation", "nothing", "no-better"]) }),
]);
export type DealFit = z.infer<typeof dealFit>;

export const fitRow = z.object({ deal: dealRow, ...answers, fit: fitBand.shape.fit, neverBuys: z.boolean() });
export type FitRow = z.infer<typeof fitRow>;

export const idealCustomerContract = {
  showIdealCustomer: signedIn
    .route({
      method: "GET",
      path: "/audience/ideal-customer",
      summary: "The scorecard of our ideal customer",
      description:
        "Learnt from won and lost deals by a job, and kept. Asking for it never makes anything be worked out.",
    })
    .output(idealCustomerShown),
  askIdealCustomer: signedIn
    .route({
      method: "POST",
      path: "/audience/ideal-customer",
      summary: "Learn the scorecard again now",
      description: "May be asked any number of times; it is done once. What is shown stays until the new one is whole.",
    })
    .output(idealCustomerShown),
  listFits: signedIn
    .route({
      method: "GET",
      path: "/audience/ideal-customer/open-deals",
      summary: "Open deals by how well they fit",
      description: "As they stood when the scorecard was learnt; those the asker may see.",
    })
    .input(
      pageOf.extend({
        first: z.enum(["best", "worst"]).default("best"),
        /** Only those in their first two stages of which practically none is ever won. */
        neverBuys: z.stringbool().or(z.boolean()).default(false),
      }),
    )
    .output(z.object({ rows: z.array(fitRow), next: z.string().nullable() })),
  listCardDeals: signedIn
    .route({
      method: "GET",
      path: "/audience/ideal-customer/deals",
      summary: "The closed deals behind a row of the scorecard, newest first",
    })
    .input(pageOf.extend({ key: z.string().max(1000), shows: z.stringbool().or(z.boolean()).default(true) }))
    .output(z.object({ rows: z.array(dealRow), next: z.string().nullable() })),
  showDealFit: signedIn
    .route({ method: "GET", path: "/deals/{dealId}/fit", summary: "How well a deal fits our ideal customer, and why" })
    .input(z.strictObject({ dealId: id }))
    .output(dealFit),
};
