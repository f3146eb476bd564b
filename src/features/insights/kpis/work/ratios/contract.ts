import { z } from "zod";
import { tooFewTold } from "../../contract.ts";

/** A mean, a share, or a difference of two, with its 95 % interval; the same on every deal; or too few deals to say. */
export const ratioTold = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("known"), value: z.number(), low: z.number(), high: z.number() }),
  z.object({ kind: z.literal("alike"), value: z.number() }),
  tooFewTold,
]);
export type RatioTold = z.infer<typeof ratioTold>;

/** Before wins, before losses, and the first less the second. */
export const heldAgainst = z.object({ won: ratioTold, lost: ratioTold, difference: ratioTold });
export type HeldAgainst = z.infer<typeof heldAgainst>;
