import { z } from "zod";
import { id, instant, signedIn } from "../../team/contract.ts";

/** How long a breather lasts. Which of them can be agreed now, and until when, `showBreather` says. */
export const breatherLength = z.enum(["20-minutes", "an-hour", "this-afternoon", "next-morning"]);
export type BreatherLength = z.infer<typeof breatherLength>;

export const breatherShape = z.object({
  id,
  /** The loss it follows, if it follows one. */
  dealId: id.nullable(),
  beganAt: instant,
  /** The agreed return. */
  backAt: instant,
  /** Came back before. */
  endedAt: instant.nullable(),
  /** Where the person's clock is. */
  timeZone: z.string(),
});
export type BreatherShape = z.infer<typeof breatherShape>;

export const breatherChoice = z.object({ length: breatherLength, backAt: instant, timeZone: z.string() });
export type BreatherChoice = z.infer<typeof breatherChoice>;

export const breathersContract = {
  showBreather: signedIn
    .route({ method: "GET", path: "/breather", summary: "My breather, if I am on one, and which I could take now" })
    .output(
      z.object({
        running: breatherShape.nullable(),
        choices: z.array(breatherChoice),
      }),
    ),
  takeBreather: signedIn
    .route({
      method: "PUT",
      path: "/breathers/{id}",
      summary: "Take a breather with an agreed return",
      description: "Nobody else sees it: no colleague, manager or admin.",
    })
    .errors({
      BREATHER_RUNNING: { status: 409, message: "You are on a breather already. Come back from it first." },
      RETURN_NOT_POSSIBLE: { status: 422, message: "This return is behind you by now. Choose another." },
    })
    .input(z.strictObject({ id, dealId: id.nullable().default(null), length: breatherLength }))
    .output(breatherShape),
  endBreather: signedIn
    .route({ method: "POST", path: "/breathers/{id}/back", summary: "I am back" })
    .input(z.strictObject({ id }))
    .output(breatherShape),
};
