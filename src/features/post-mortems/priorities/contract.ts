import { z } from "zod";
import { id, signedIn } from "../../team/contract.ts";

/** Something customers decide by. The form and the conversation ask about these. */
export const priorityShape = z.object({
  id,
  /** Of those a workspace begins with; the form has their names in other languages, while nobody renamed them. */
  key: z.string().nullable(),
  name: z.string(),
  archived: z.boolean(),
});
export type PriorityShape = z.infer<typeof priorityShape>;

export const prioritiesContract = {
  listPriorities: signedIn
    .route({ method: "GET", path: "/priorities", summary: "What customers decide by, as they are asked about it" })
    .output(z.object({ rows: z.array(priorityShape) })),
  savePriority: signedIn
    .route({
      method: "PUT",
      path: "/priorities/{id}",
      summary: "Add something customers decide by, rename it, or stop asking about it",
    })
    .errors({
      TOO_MANY: {
        status: 409,
        message: "A customer is asked about twelve at most. Stop asking about another one first.",
      },
    })
    .input(z.strictObject({ id, name: z.string().trim().min(1).max(120), archived: z.boolean().default(false) }))
    .output(priorityShape),
};
