import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { changeBlock, refuseOverlap } from "./change-block.ts";
import type { BlockShape } from "./contract.ts";
import { graceMs, isThinkableLength, longestMs, stateOf } from "./rules.ts";

/** Begins a block now, as long as it was booked for. In a second tab, or pressed twice, it simply runs. */
export async function beginBlock(acting: Acting, { id }: { id: string }): Promise<BlockShape> {
  const { now, session } = acting;
  return changeBlock(acting, id, async (block, tx) => {
    const state = stateOf(block, now);
    if (state === "running") return null;
    if (state !== "booked") throw new Refusal("BLOCK_OVER");
    const times = { startsAt: now, endsAt: now + block.endsAt - block.startsAt };
    await refuseOverlap(tx, session, id, times);
    return { ...times, beganAt: now };
  });
}

/** Lets a running block last until then. */
export async function extendBlock(acting: Acting, { id, endsAt }: { id: string; endsAt: string }): Promise<BlockShape> {
  const { now, session } = acting;
  return changeBlock(acting, id, async (block, tx) => {
    if (stateOf(block, now) !== "running") throw new Refusal("BLOCK_OVER");
    const until = Date.parse(endsAt);
    if (until === block.endsAt) return null;
    const times = { startsAt: block.startsAt, endsAt: until };
    if (until <= now || until - block.startsAt > longestMs || !isThinkableLength(times))
      throw new Refusal("BLOCK_LENGTH");
    await refuseOverlap(tx, session, id, times);
    return { endsAt: until };
  });
}

/** Finishes a block, early or late, or writes down what to remember of it. */
export async function finishBlock(acting: Acting, { id, note }: { id: string; note: string }): Promise<BlockShape> {
  const { now } = acting;
  return changeBlock(acting, id, (block) => {
    switch (stateOf(block, now)) {
      case "finished":
        return block.note === note ? null : { note };
      case "running":
        return { finishedAt: now, note };
      // Somebody forgot to; what was done in its time was done.
      case "over":
        return { beganAt: block.beganAt ?? block.startsAt, finishedAt: block.endsAt, note };
      case "booked":
        throw new Refusal("BLOCK_OVER", { message: "This block has not begun. Drop it instead." });
      case "dropped":
        throw new Refusal("BLOCK_OVER");
    }
  });
}

/** Lets a block go; it stays in the history. */
export async function dropBlock(acting: Acting, { id }: { id: string }): Promise<BlockShape> {
  const { now } = acting;
  return changeBlock(acting, id, (block) => {
    const state = stateOf(block, now);
    if (state === "dropped") return null;
    if (state === "finished") throw new Refusal("BLOCK_OVER", { message: "This block is done. It cannot be dropped." });
    return { droppedAt: now };
  });
}

/** Takes up again what was dropped, or finished before its time. */
export async function resumeBlock(acting: Acting, { id }: { id: string }): Promise<BlockShape> {
  const { now, session } = acting;
  return changeBlock(acting, id, async (block, tx) => {
    const { droppedAt, finishedAt, endsAt } = block;
    if (droppedAt === null && finishedAt === null) return null;
    if (finishedAt !== null && now >= endsAt + graceMs) throw new Refusal("BLOCK_OVER");
    await refuseOverlap(tx, session, id, block);
    return { droppedAt: null, finishedAt: null };
  });
}
