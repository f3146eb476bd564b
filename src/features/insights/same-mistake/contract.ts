import { z } from "zod";
import { money } from "../../deals/contract.ts";
import { id, instant, signedIn } from "../../team/contract.ts";
import { fewPeople, side } from "../findings/contract.ts";

/** A reason that was named, promised to be watched, and what came of it. */
export const sameMistake = z.object({
  reasonId: id,
  name: z.string(),
  side,
  /** Losses whose debrief names it. */
  named: z.number().int(),
  /** Of these, such as followed a promise that the same owner had made because of it. */
  repeats: z.number().int(),
  repeatsMoney: money.nullable(),
  /** Of the owners who promised, those whose deals closed since. */
  promises: z.number().int(),
  firstPromiseAt: instant.nullable(),
  /** Deals closed since on which the promised flag came up and was repaired, and how they ended. */
  repairedWon: z.number().int(),
  repairedLost: z.number().int(),
  repairedWonMoney: money.nullable(),
  /** Deals closed since on which it came up and was not repaired. */
  leftWon: z.number().int(),
  leftLost: z.number().int(),
});
export type SameMistake = z.infer<typeof sameMistake>;

export const sameMistakeContract = {
  showSameMistakes: signedIn
    .route({
      method: "GET",
      path: "/insights/same-mistake",
      summary: "How often each reason came back after it was debriefed and promised against, and what that cost",
    })
    .output(z.object({ debriefed: z.number().int(), rows: z.array(sameMistake), fewPeople: fewPeople.nullable() })),
};
