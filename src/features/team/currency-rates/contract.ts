import { z } from "zod";
import { day, dayTold, pageOf, signedIn } from "../contract.ts";

const currency = z.string().regex(/^[A-Z]{3}$/, "Use a three-letter code such as USD.");

export const rateShape = z.object({
  currency,
  /** From this day on, until the next rate; a year at most. */
  fromOn: day,
  /** What one unit of the currency is worth in the workspace's own: 0.92 where a dollar is 92 cents of a euro. */
  rate: z.number(),
});
export type RateShape = z.infer<typeof rateShape>;

const rateTold = z.strictObject({ currency, fromOn: dayTold, rate: z.number().gt(0).max(1e9) });

/** Ten years of five currencies, told every day. */
export const mostRates = 20_000;

const counted = z.object({ rates: z.number().int() });

export const currencyRatesContract = {
  listRates: signedIn
    .route({
      method: "GET",
      path: "/currency-rates",
      summary: "What other currencies are worth in the workspace's own, and since when; the latest day first",
    })
    .input(pageOf.extend({ currency: currency.optional() }))
    .output(z.object({ into: currency, rows: z.array(rateShape), next: z.string().nullable() })),
  addRates: signedIn
    .route({
      method: "POST",
      path: "/currency-rates",
      summary: "Add dated rates; of a currency and day that has one already, the new one counts",
    })
    .errors({
      TOO_MANY_RATES: { status: 409, message: `There is room for ${mostRates} rates. Remove old ones first.` },
      OWN_CURRENCY: { status: 422, message: "The workspace's own currency is always worth one of itself." },
    })
    .input(z.strictObject({ rates: z.array(rateTold).min(1).max(5000) }))
    .output(counted),
  removeRates: signedIn
    .route({ method: "POST", path: "/currency-rates/remove", summary: "Remove rates" })
    .input(
      z.strictObject({
        rates: z
          .array(z.strictObject({ currency, fromOn: dayTold }))
          .min(1)
          .max(5000),
      }),
    )
    .output(counted),
};
