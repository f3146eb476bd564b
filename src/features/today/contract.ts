import { z } from "zod";
import { packetRow } from "../audience/packets/contract.ts";
import { checkUpShape } from "../check-ups/contract.ts";
import { dealRow } from "../deals/contract.ts";
import { waitingDebrief } from "../debriefs/contract.ts";
import { checkedRule, commitmentShape, repairTask } from "../pipeline-check/contract.ts";
import { practiceUse } from "../playbook/uses/contract.ts";
import { postMortemRow } from "../post-mortems/conversations/contract.ts";
import { breatherShape } from "../recovery/breathers/contract.ts";
import { id, instant, signedIn } from "../team/contract.ts";

/** The first few of each; each list has a page of its own. Counts cover all. */
export const todayContract = {
  showToday: signedIn
    .route({ method: "GET", path: "/today", summary: "What is worth doing today" })
    .input(z.strictObject({ ownerId: id.optional() }))
    .output(
      z.object({
        /** The breather I am on; nobody else's. */
        breather: breatherShape.nullable(),
        /** Whom I lead and who would like a word, by their own wish. */
        wantedWords: z.array(z.object({ memberId: id, name: z.string() })),
        openDeals: z.number().int(),
        lossesWaiting: z.object({ count: z.number().int(), rows: z.array(waitingDebrief) }),
        /** Losses of my own that were debriefed lately and that I have not left behind. */
        lossesDebriefed: z.array(z.object({ deal: dealRow, debriefedAt: instant })),
        commitments: z.array(commitmentShape),
        risks: z.array(checkedRule),
        /** Flags watched for that are up nowhere, but not known on most open deals either: no good news. */
        flagsNotKnown: z.array(z.string()),
        tasks: z.object({ count: z.number().int(), rows: z.array(repairTask) }),
        /** Practices to apply on deals that are tasks of their own; the others are done by a repair. */
        practices: z.object({ count: z.number().int(), rows: z.array(practiceUse) }),
        /** Customers of major losses to talk with: led by me, or by nobody yet; or which I am invited to listen to. */
        customers: z.object({ count: z.number().int(), rows: z.array(postMortemRow) }),
        /** What marketing is to answer, what became of what I asked, and what was promised until now. */
        packets: z.object({ count: z.number().int(), rows: z.array(packetRow) }),
        checkUps: z.object({ count: z.number().int(), rows: z.array(checkUpShape) }),
        /** The last results, oldest first, for the form strip. */
        form: z.array(
          z.object({ dealId: id, name: z.string(), outcome: z.enum(["won", "lost"]), closedAt: z.string() }),
        ),
      }),
    ),
};
