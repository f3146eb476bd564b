import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findVisibleDeal } from "../../deals/find-visible-deal.ts";
import { findOwnBlock, refuseOverlap, shapeOf } from "./change-block.ts";
import type { BlockAims, BlockShape } from "./contract.ts";
import { isThinkableLength, latestStartMs } from "./rules.ts";
import { findBlock, insertBlock, lockBlocksOf } from "./store.ts";

type BlockInput = {
  id: string;
  dealId: string | null;
  startsAt: string;
  endsAt: string;
  aims: BlockAims;
  begin: boolean;
};

/** Books a block, or begins one in the same moment. Sent again, it is still the one that was booked first. */
export async function bookBlock({ db, session, now }: Acting, input: BlockInput): Promise<BlockShape> {
  const { workspace, memberId } = session;
  const { id, dealId, aims, begin } = input;
  return db.transaction().execute(async (tx) => {
    await lockBlocksOf(tx, workspace, memberId);
    if (!(await findBlock(tx, workspace, memberId, id))) {
      if (dealId !== null) await findVisibleDeal(tx, session, dealId);
      const asked = { startsAt: Date.parse(input.startsAt), endsAt: Date.parse(input.endsAt) };
      // "Now" is now, whatever the clock it was sent from says.
      const startsAt = begin ? now : asked.startsAt;
      const times = { startsAt, endsAt: startsAt + asked.endsAt - asked.startsAt };
      if (!isThinkableLength(times)) throw new Refusal("BLOCK_LENGTH");
      if (startsAt < now - latestStartMs) throw new Refusal("TIME_PASSED");
      await refuseOverlap(tx, session, id, times);
      const block = { id, dealId, ...times, beganAt: begin ? now : null, aims, bookedAt: now };
      // The id is taken by somebody else's, of whom nothing is told.
      if (!(await insertBlock(tx, workspace, memberId, block))) throw new Refusal("CHANGED_MEANWHILE");
    }
    const { id: booked } = await findOwnBlock(tx, session, id);
    return shapeOf(tx, session, now, booked);
  });
}
