import { z } from "zod";
import { id, instant } from "../../team/contract.ts";

export const buyingRole = z.enum([
  "decision-maker",
  "champion",
  "influencer",
  "information-gatherer",
  "blocker",
  "unknown",
]);
export type BuyingRole = z.infer<typeof buyingRole>;

export const contactOnDeal = z.object({
  contactId: id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  jobTitle: z.string().nullable(),
  role: buyingRole,
  since: instant,
});
export type ContactOnDeal = z.infer<typeof contactOnDeal>;
