import { z } from "zod";
import { dealRow, money } from "../../deals/contract.ts";
import { id, pageOf, signedIn } from "../../team/contract.ts";
import { resultOf } from "../run/contract.ts";

/** How many of these deals were won: counts first, then the share with its 95 % interval (0 to 1). */
export const winRate = z.object({
  won: z.number().int(),
  deals: z.number().int(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
});
export type WinRate = z.infer<typeof winRate>;

/** Debriefs are not shared here, and these sums are of so few people that they would show what single ones said. */
export const fewPeople = z.object({ people: z.number().int(), needed: z.number().int() });
export type FewPeople = z.infer<typeof fewPeople>;

export const findingKind = z.enum(["flag", "step", "attribute"]);

/** Whose it is to change, by the reason it hangs together with; null where no reason of the catalogue does. */
export const side = z.enum(["ours", "shared", "theirs"]).nullable();

const candidate = z.object({
  /** Stays the same from one look at the deals to the next. */
  key: z.string(),
  kind: findingKind,
  name: z.string(),
  /** For an attribute, its value; for a flag or a step, the stage by which it was looked at. */
  value: z.string().nullable(),
  /** Of a flag or a step: as its stage was entered, week by week during it, or as it was left for the next. */
  when: z.enum(["entering", "during", "leaving"]).nullable(),
  flagId: id.nullable(),
  stepId: id.nullable(),
  side,
});

/** What was judged: deals that show it held against deals that do not, of the same size and pipeline, at the same time. */
export const judged = candidate.extend({
  shown: winRate,
  notShown: winRate,
  /** Win rate with less win rate without, -1 to 1, each deal compared with its like; with its 95 % interval. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** Closed deals that show it. */
  deals: z.number().int(),
  /** Of the test that nothing differs, by itself, and corrected for everything that was looked at. */
  p: z.number(),
  adjustedP: z.number(),
  /** What was lost with it, in the workspace's currency; null where no amount is known. */
  money: money.nullable(),
  /** What to keep in mind before reading it as a cause. */
  note: z.string().nullable(),
});
export type Judged = z.infer<typeof judged>;

/** Too thin to judge: how many closed deals show it and do not, and how many more closed deals it would take. */
export const tooFewToJudge = candidate.extend({
  shown: z.number().int(),
  notShown: z.number().int(),
  needed: z.number().int(),
});
export type TooFewToJudge = z.infer<typeof tooFewToJudge>;

/** How often a reason was named in debriefs of losses; known only after the close, so it has no win rate of its own. */
export const namedReason = z.object({
  reasonId: id,
  name: z.string(),
  side,
  /** Lost deals whose debrief names it, of those debriefed, with the share's 95 % interval. */
  named: z.number().int(),
  of: z.number().int(),
  low: z.number(),
  high: z.number(),
  money: money.nullable(),
  flagId: id.nullable(),
  stepId: id.nullable(),
});

/** Steps done in time before wins next to losses, over deals on which steps are recorded. */
export const preparation = z.object({
  stepId: id,
  name: z.string(),
  won: z.object({ inTime: z.number().int(), deals: z.number().int() }),
  lost: z.object({ inTime: z.number().int(), deals: z.number().int() }),
});

/** Left out of everything that is judged, and why; and whether it is for the team to say that it is known at the opening. */
export const leftOut = z.object({ name: z.string(), why: z.string(), mayDecide: z.boolean() });

export const findingsResult = z.object({
  won: z.number().int(),
  lost: z.number().int(),
  /** Of the won and lost, those closed in bulk edits. */
  bulkEdited: z.number().int(),
  fewestASide: z.number().int(),
  falseDiscoveryRate: z.number(),
  /** How many candidates were tested; the correction is over all of these. */
  looked: z.number().int(),
  /** Survived the correction, the costliest loss first. */
  findings: z.array(judged),
  /** Tested, and nothing to say. */
  noDifference: z.array(judged),
  tooFew: z.array(tooFewToJudge),
  leftOut: z.array(leftOut),
  /** What debriefs named; empty where their sums may not be told. */
  reasons: z.array(namedReason),
  preparation: z.array(preparation),
});
export type FindingsResult = z.infer<typeof findingsResult>;

export const findingsContract = {
  showWhyWeLose: signedIn
    .route({ method: "GET", path: "/insights/why-we-lose", summary: "Why we lose and what it costs" })
    .output(resultOf(findingsResult.extend({ fewPeople: fewPeople.nullable() }))),
  listFindingDeals: signedIn
    .route({ method: "GET", path: "/insights/why-we-lose/deals", summary: "The closed deals behind one row" })
    .input(pageOf.extend({ key: z.string().max(1000), shows: z.stringbool().or(z.boolean()).default(true) }))
    .output(z.object({ rows: z.array(dealRow), next: z.string().nullable() })),
};
