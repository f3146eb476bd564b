import { z } from "zod";
import { id } from "../../team/contract.ts";

/** Somebody who is easy to talk to now, and why. */
export const easyConversation = z.object({
  kind: z.enum(["waits-for-answer", "talked-lately", "repair-due", "won-customer"]),
  dealId: id,
  dealName: z.string(),
  accountName: z.string().nullable(),
  contactName: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** In words; days in it are written 2026-10-28. */
  evidence: z.string(),
  /** How one may begin. */
  opening: z.string(),
});
export type EasyConversation = z.infer<typeof easyConversation>;
