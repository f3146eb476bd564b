import { z } from "zod";
import { id, instant } from "../../team/contract.ts";

export const activityKind = z.enum(["call", "email", "meeting", "note"]);
export type ActivityKind = z.infer<typeof activityKind>;
export const direction = z.enum(["incoming", "outgoing"]);

export const activityShape = z.object({
  id,
  kind: activityKind,
  direction: direction.nullable(),
  answered: z.boolean().nullable(),
  happenedAt: instant,
  subject: z.string(),
  body: z.string(),
  contactName: z.string().nullable(),
  memberName: z.string().nullable(),
});
export type ActivityShape = z.infer<typeof activityShape>;
