import { z } from "zod";
import { checkUpShape } from "../../check-ups/contract.ts";
import { dealRow } from "../../deals/contract.ts";
import { id, signedIn } from "../../team/contract.ts";
import { breatherChoice, breatherShape } from "../breathers/contract.ts";
import { easyConversation } from "../easy-conversations/contract.ts";
import { resetShape, standing } from "../resets/contract.ts";
import { colleague } from "../streak-guard/contract.ts";

export const whatNow = z.object({
  deal: dealRow,
  breather: z.object({
    running: breatherShape.nullable(),
    choices: z.array(breatherChoice),
  }),
  /** Set for this loss already. */
  reset: resetShape.nullable(),
  standing,
  /** The easiest first. */
  conversations: z.array(easyConversation),
  /** On a loss of my own: how many I lost in a row with it. */
  lossInRow: z.number().int().nullable(),
  /** From the second loss in a row on: who recovered from the same reason. */
  colleagues: z.array(colleague),
  /** From the second loss in a row on, for somebody who has a manager. */
  manager: z.object({ name: z.string(), isTold: z.boolean() }).nullable(),
  /** When this customer is called again. */
  checkUp: checkUpShape.nullable(),
});
export type WhatNow = z.infer<typeof whatNow>;

export const whatNowContract = {
  showWhatNow: signedIn
    .route({
      method: "GET",
      path: "/deals/{dealId}/what-now",
      summary: "What one can do after a loss, all of it optional",
    })
    .errors({ DEAL_NOT_LOST: { status: 409, message: "This deal is not lost." } })
    .input(z.strictObject({ dealId: id }))
    .output(whatNow),
};
