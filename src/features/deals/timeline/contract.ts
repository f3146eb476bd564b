import { z } from "zod";
import { instant } from "../../team/contract.ts";

/** One thing that happened on a deal, for its timeline; `at` orders them. */
export const timelineEntry = z.object({
  at: instant,
  kind: z.enum([
    "created",
    "stage",
    "call",
    "email",
    "meeting",
    "note",
    "role",
    "answer",
    "amount",
    "expected-close",
    "won",
    "lost",
    "reopened",
    "snoozed",
  ]),
  title: z.string(),
  detail: z.string(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;
