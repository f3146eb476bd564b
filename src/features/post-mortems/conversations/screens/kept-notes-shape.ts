import { z } from "zod";
import { customerAnswers } from "../../customer-answers/contract.ts";

/** The contract's own schema, so that nothing is taken up that the server would not take. */
export const keptNotesShape = z.strictObject({
  answersId: z.uuid(),
  version: z.number().int().min(0),
  answers: customerAnswers,
  base: customerAnswers,
});
