import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { changeBlock, refuseOverlap } from "./change-block.ts";
import type { BlockShape } from "./contract.ts";
import { isThinkableLength, latestStartMs } from "./rules.ts";

type Move = { id: string; startsAt: string; endsAt: string };

/** Moves a block that has not begun; one whose time passed unused may be moved as well. */
export async function moveBlock(acting: Acting, { id, ...told }: Move): Promise<BlockShape> {
  const times = { startsAt: Date.parse(told.startsAt), endsAt: Date.parse(told.endsAt) };
  return changeBlock(acting, id, async (block, tx) => {
    if (block.beganAt !== null || block.droppedAt !== null || block.finishedAt !== null)
      throw new Refusal("BLOCK_OVER", { message: "This block has begun, or is over. Book the next one." });
    if (block.startsAt === times.startsAt && block.endsAt === times.endsAt) return null;
    if (!isThinkableLength(times)) throw new Refusal("BLOCK_LENGTH");
    if (times.startsAt < acting.now - latestStartMs) throw new Refusal("TIME_PASSED");
    await refuseOverlap(tx, acting.session, id, times);
    return times;
  });
}
