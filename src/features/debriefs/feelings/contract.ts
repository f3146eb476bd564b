import { z } from "zod";
import { id, instant, instantTold, pageOf, signedIn } from "../../team/contract.ts";

/** From "very low" to "very good", in five plain steps. */
export const feelingStep = z.number().int().min(1).max(5);

export const feelingsSaid = z.strictObject({ step: feelingStep.nullable(), words: z.string().trim().max(4000) });
export type FeelingsSaid = z.infer<typeof feelingsSaid>;

const version = z.number().int().min(0);

export const ownFeelings = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  feelingsSaid.extend({ kind: z.literal("open"), version }),
  /** They are kept, and cannot be read now: the key that sealed them is not at hand. */
  z.object({ kind: z.literal("closed"), version, why: z.string() }),
]);
export type OwnFeelings = z.infer<typeof ownFeelings>;

/** A close of a deal; without its instant, the present one. */
const close = z.strictObject({ dealId: id, closedAt: instantTold.optional() });

/** Of a person at a browser alone: no API key is ever answered. */
const inPerson = signedIn.errors({
  NO_KEY: { status: 409, message: "This cannot be kept now, as there is no key to seal it with." },
});

export const feelingsContract = {
  showFeelings: inPerson
    .route({
      method: "GET",
      path: "/deals/{dealId}/feelings",
      summary: "What I wrote about how a close felt",
      description: "Only the writer, signed in at a browser, is ever answered; an API key is not.",
    })
    .errors({ DEAL_OPEN: { status: 409, message: "This deal is still open." } })
    .input(close)
    .output(z.object({ own: ownFeelings, whyNotKept: z.string().nullable() })),
  /** Save as you go. `version` is the one you saw; 0 for the first save. Nothing said takes them away. */
  saveFeelings: inPerson
    .route({ method: "PUT", path: "/deals/{dealId}/feelings", summary: "Keep how a close felt, for me alone" })
    .errors({
      DEAL_OPEN: { status: 409, message: "This deal is still open." },
      OTHER_TAB: {
        status: 409,
        message: "You wrote something else in another window. Here is what it says there.",
        data: ownFeelings,
      },
    })
    .input(close.extend({ version, ...feelingsSaid.shape }))
    .output(ownFeelings),
  deleteFeelings: inPerson
    .route({ method: "DELETE", path: "/deals/{dealId}/feelings", summary: "Delete what I wrote about a close" })
    .input(z.strictObject({ dealId: id, closedAt: instantTold.optional() }))
    .output(z.object({ deleted: z.boolean() })),
  listMyFeelings: inPerson
    .route({ method: "GET", path: "/feelings", summary: "What I wrote about closes, newest first" })
    .input(pageOf)
    .output(
      z.object({
        rows: z.array(
          z.object({
            dealId: id,
            /** Null: the deal is no longer mine to see. */
            dealName: z.string().nullable(),
            outcome: z.enum(["won", "lost"]).nullable(),
            closedAt: instant,
            own: ownFeelings,
          }),
        ),
        next: z.string().nullable(),
      }),
    ),
};
