import { z } from "zod";
import { day, dayTold, id, instant, signedIn } from "../../team/contract.ts";

/** A persona is whom we aim at; a campaign brings deals from somewhere, on some days, with a message. */
export const aimKind = z.enum(["persona", "campaign"]);
export type AimKind = z.infer<typeof aimKind>;

const said = z.string().trim().min(1).max(200);
const someOf = z.array(said).min(1).max(50);

/** Something that must hold of a deal. What the CRM writes is compared without regard to upper and lower case. */
export const aimCondition = z.discriminatedUnion("of", [
  /** A column of the CRM, of the deal or of its account, says one of these: a segment, an industry. */
  z.strictObject({ of: z.literal("column"), column: said, values: someOf }),
  z.strictObject({ of: z.literal("source"), values: someOf }),
  /** The job title of the contact with whom the deal began holds one of these words. */
  z.strictObject({ of: z.literal("contact-title"), values: someOf }),
]);
export type AimCondition = z.infer<typeof aimCondition>;

export const aimRule = z.array(aimCondition).max(5);

/** What takes a deal for this one's: all of it must hold. Nothing at all takes none. */
const fits = {
  /** Of a campaign: where its deals come from, and on which days they began. */
  source: said.nullable(),
  startsOn: dayTold.nullable(),
  endsOn: dayTold.nullable(),
  rule: aimRule,
};
export const aimFits = z.strictObject(fits);
export type AimFits = z.infer<typeof aimFits>;

const wanted = z.strictObject({
  id,
  /** The one you saw, 0 for a new one. */
  version: z.number().int().min(0),
  kind: aimKind,
  name: z.string().trim().min(1).max(120),
  /** Who they are, what they want: in the team's own words. */
  words: z.string().trim().max(2000).default(""),
  /** What a campaign says to them. */
  message: z.string().trim().max(300).default(""),
  ...fits,
});
export type WantedAim = z.infer<typeof wanted>;

export const aimShape = z.object({
  id,
  kind: aimKind,
  name: z.string(),
  words: z.string(),
  message: z.string(),
  source: z.string().nullable(),
  startsOn: day.nullable(),
  endsOn: day.nullable(),
  rule: aimRule,
  version: z.number().int(),
  changedAt: instant,
  changedByName: z.string().nullable(),
  /** Deals that are this one's now, of the whole team. */
  deals: z.number().int(),
});
export type AimShape = z.infer<typeof aimShape>;

/** Of each kind, in use. Every deal is held against each one's rule. */
export const mostAims = 200;

const noPlace = {
  TOO_MANY_AIMS: { status: 409, message: `There is room for ${mostAims} of a kind. Take one out first.` },
} as const;
const nameTaken = {
  NAME_TAKEN: { status: 409, message: "There is one of this name already. Give this one another name." },
} as const;
const wrongDays = {
  DAYS_TURNED: { status: 422, message: "A campaign ends on or after the day it begins." },
} as const;

export const aimsContract = {
  listAims: signedIn
    .route({
      method: "GET",
      path: "/audience/aims",
      summary: "Whom we aim at: personas or campaigns, in the order in which they are looked at",
    })
    .input(z.strictObject({ kind: aimKind }))
    .output(
      z.object({
        rows: z.array(aimShape),
        /** Those out of use that can be brought back, the one taken out last first; at most 50. */
        takenOut: z.array(z.object({ id, name: z.string() })),
      }),
    ),
  saveAim: signedIn
    .route({
      method: "PUT",
      path: "/audience/aims/{id}",
      summary: "Name a persona or a campaign, and say which deals are its own",
      description:
        "Deals follow soon after, set by a job. Of several that fit a deal the first in the list counts; what the CRM says itself comes before, and what somebody says by hand before that.",
    })
    .errors({ ...nameTaken, ...noPlace, ...wrongDays })
    .input(wanted)
    .output(aimShape),
  moveAim: signedIn
    .route({
      method: "POST",
      path: "/audience/aims/{id}/move",
      summary: "Look at one before another, or last; of several that fit a deal the first counts",
    })
    .input(z.strictObject({ id, beforeId: id.nullable() }))
    .output(z.object({ rows: z.array(aimShape) })),
  archiveAim: signedIn
    .route({
      method: "DELETE",
      path: "/audience/aims/{id}",
      summary: "Take one out; deals on which it was said by hand keep it",
    })
    .input(z.strictObject({ id }))
    .output(z.object({ id })),
  restoreAim: signedIn
    .route({ method: "POST", path: "/audience/aims/{id}/restore", summary: "Bring back one that was taken out" })
    .errors({ ...nameTaken, ...noPlace })
    .input(z.strictObject({ id }))
    .output(aimShape),
};
