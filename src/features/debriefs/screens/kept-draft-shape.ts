import { z } from "zod";
import { debriefAnswers } from "../contract.ts";

/** The contract's own schema, so that nothing is taken up that the server would not take. */
export const keptDraftShape = z.strictObject({
  closedAt: z.string(),
  debriefId: z.uuid(),
  version: z.number().int().min(0),
  answers: debriefAnswers,
});
