import { z } from "zod";
import { money } from "../../deals/contract.ts";
import { day, dayTold, id, instant, pageOf, signedIn } from "../../team/contract.ts";

export const limitStatus = z.enum(["open", "planned", "resolved"]);
export type LimitStatus = z.infer<typeof limitStatus>;

/**
 * Something the product could not do. Debriefs word it in their own ways; each wording, for the reason it was named under,
 * belongs to one limit, so that what is worded the same again falls under it by itself.
 */
export const productLimit = z.object({
  id,
  name: z.string(),
  reasonId: id,
  reasonName: z.string(),
  status: limitStatus,
  /** The day it is planned for, or was resolved on. */
  statusOn: day.nullable(),
  note: z.string(),
  /** Lost deals it was named on, of those you see, with what they were worth. */
  deals: z.number().int(),
  amounts: z.array(money),
  lastNamedAt: instant.nullable(),
  /** Who asked for it, the last three; and how many of the deals' customers named its reason themselves. */
  askedBy: z.array(z.string()),
  namedByCustomers: z.number().int(),
  /** How debriefs worded it; empty where they left it at the reason. */
  wordings: z.array(z.object({ reasonId: id, reasonName: z.string(), wording: z.string(), deals: z.number().int() })),
});
export type ProductLimit = z.infer<typeof productLimit>;

export const productLimitsContract = {
  listProductLimits: signedIn
    .route({
      method: "GET",
      path: "/product-limits",
      summary: "What the product could not do, what became of it, and the deals it cost; last named first",
    })
    .input(pageOf)
    .output(z.object({ rows: z.array(productLimit), next: z.string().nullable() })),
  listLimitDeals: signedIn
    .route({
      method: "GET",
      path: "/product-limits/{id}/deals",
      summary: "Lost deals a limit was named on, newest first",
    })
    .input(pageOf.extend({ id }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            dealId: id,
            dealName: z.string(),
            amount: money.nullable(),
            reasonName: z.string(),
            note: z.string(),
            recordedAt: instant,
            accountName: z.string().nullable(),
            /** The customer named this reason, too; their words where they agreed to be named with them. */
            customerToo: z.boolean(),
            customerWords: z.string().nullable(),
          }),
        ),
        next: z.string().nullable(),
      }),
    ),
  saveLimit: signedIn
    .route({ method: "PUT", path: "/product-limits/{id}", summary: "Name a limit, and say what becomes of it" })
    .errors({ DAY_NEEDED: { status: 422, message: "Say on which day it was resolved." } })
    .input(
      z.strictObject({
        id,
        name: z.string().trim().min(1).max(300),
        status: limitStatus,
        statusOn: dayTold.nullable(),
        note: z.string().trim().max(1000).default(""),
      }),
    )
    .output(productLimit),
  mergeLimits: signedIn
    .route({
      method: "POST",
      path: "/product-limits/{id}/merge",
      summary: "Two limits are one: everything named under this one belongs to the other from now on",
    })
    .input(z.strictObject({ id, intoId: id }))
    .output(productLimit),
  splitLimit: signedIn
    .route({
      method: "POST",
      path: "/product-limits/{id}/split",
      summary: "One of a limit's wordings is a limit of its own",
    })
    .errors({
      ONLY_WORDING: { status: 409, message: "This is its only wording. Give the limit another name instead." },
    })
    .input(z.strictObject({ id, newId: id, reasonId: id, wording: z.string().max(300) }))
    .output(productLimit),
};
