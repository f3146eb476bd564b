import type { Instant } from "../../../platform/dates.ts";
import type { BlockAims, BlockState } from "./contract.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Two to three hours are proposed; a block may be one to four. */
export const shortestMs = hourMs;
export const longestMs = 4 * hourMs;
/** Whoever is still at it when the time is up is not cut off in the middle of a call. */
export const graceMs = 2 * hourMs;

export type BlockTimes = {
  startsAt: Instant;
  endsAt: Instant;
  beganAt: Instant | null;
  finishedAt: Instant | null;
  droppedAt: Instant | null;
};
export type Block = BlockTimes & { aims: BlockAims };

/** Where a block stands. One that was begun runs on for two hours after its time, unless it is finished. */
export function stateOf({ endsAt, beganAt, finishedAt, droppedAt }: BlockTimes, now: Instant): BlockState {
  if (droppedAt !== null) return "dropped";
  if (finishedAt !== null) return "finished";
  if (beganAt !== null) return now < endsAt + graceMs ? "running" : "over";
  return now < endsAt ? "booked" : "over";
}

/**
 * The time in which what is logged counts. From when it was begun, or was to begin, until it was finished: before its time or
 * after. Nothing counts in a block that was dropped before it began.
 */
export function timeOf(block: BlockTimes, now: Instant): { from: Instant; until: Instant } | null {
  const { startsAt, endsAt, beganAt, finishedAt, droppedAt } = block;
  if (droppedAt !== null) return beganAt === null ? null : { from: beganAt, until: droppedAt };
  const from = beganAt ?? startsAt;
  if (finishedAt !== null) return { from, until: finishedAt };
  return { from, until: stateOf(block, now) === "running" ? now : Math.min(now, endsAt) };
}

type Times = { startsAt: Instant; endsAt: Instant };

export function isThinkableLength({ startsAt, endsAt }: Times): boolean {
  return endsAt - startsAt >= shortestMs && endsAt - startsAt <= longestMs;
}

/** A block that ends when the next one begins leaves it alone. */
export const overlap = (one: Times, other: Times): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt;

/** The time a block takes in its owner's day: none once it was dropped, only what it used once it was finished. */
export function takenBy(block: BlockTimes): Times | null {
  if (block.droppedAt !== null) return null;
  const startsAt = block.beganAt ?? block.startsAt;
  return { startsAt, endsAt: Math.max(startsAt, block.finishedAt ?? block.endsAt) };
}

/** A moment's delay on the way here does not make a block of "now" one of the past. */
export const latestStartMs = 5 * minuteMs;
