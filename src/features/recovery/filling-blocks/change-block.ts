import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import type { BlockShape } from "./contract.ts";
import { overlap, takenBy } from "./rules.ts";
import {
  type BlockChange,
  findBlock,
  listBlocksBetween,
  lockBlocksOf,
  type StoredBlock,
  updateBlock,
} from "./store.ts";
import { tellBlock } from "./tell-blocks.ts";

/** The block, if it is this person's own; to everybody else it is not there. */
export async function findOwnBlock(db: Db, { workspace, memberId }: Session, id: string): Promise<StoredBlock> {
  const block = await findBlock(db, workspace, memberId, id);
  if (!block) throw new Refusal("NOT_FOUND");
  return block;
}

/** Looks at the block as it stands, lets `decide` say what becomes of it (null: nothing), writes that, and tells it. */
export async function changeBlock(
  { db, session, now }: Acting,
  id: string,
  decide: (block: StoredBlock, tx: Tx) => BlockChange | null | Promise<BlockChange | null>,
): Promise<BlockShape> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    await lockBlocksOf(tx, workspace, memberId);
    const change = await decide(await findOwnBlock(tx, session, id), tx);
    if (change) await updateBlock(tx, workspace, memberId, id, change);
    return shapeOf(tx, session, now, id);
  });
}

/** The block as it stands now, without what was done in it one by one. */
export async function shapeOf(db: Db, session: Session, now: Instant, id: string): Promise<BlockShape> {
  const { efforts: _, asOf: __, ...shape } = await tellBlock(db, session, now, await findOwnBlock(db, session, id));
  return shape;
}

const dayMs = 24 * 3_600_000;

/** Nobody is in two blocks at once. */
export async function refuseOverlap(
  tx: Tx,
  { workspace, memberId }: Session,
  id: string,
  times: { startsAt: Instant; endsAt: Instant },
): Promise<void> {
  const around = { from: times.startsAt - dayMs, until: times.endsAt + dayMs };
  const others = await listBlocksBetween(tx, workspace, memberId, around);
  for (const other of others) {
    const taken = other.id === id ? null : takenBy(other);
    if (taken && overlap(taken, times)) throw new Refusal("BLOCKS_OVERLAP");
  }
}
