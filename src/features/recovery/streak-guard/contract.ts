import { z } from "zod";
import { id } from "../../team/contract.ts";

/** A colleague who lost for the same reason, won afterwards, and agreed to be asked. */
export const colleague = z.object({
  memberId: id,
  name: z.string(),
  email: z.string().nullable(),
  reasonName: z.string(),
  /** From that loss to the win. */
  days: z.number().int(),
});
export type Colleague = z.infer<typeof colleague>;
