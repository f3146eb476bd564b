import { z } from "zod";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { findOwnBlock } from "./change-block.ts";
import type { BlockPage, BlockShape, NextCall } from "./contract.ts";
import { listCheckUpsDue, listQuietDeals, listWonToAsk } from "./next-calls/store.ts";
import { timeOf } from "./rules.ts";
import { listBlocks as listStored } from "./store.ts";
import { tellBlock, tellBlocks } from "./tell-blocks.ts";

const place = z.strictObject({ startsAt: z.number(), id: z.uuid() });

/** My blocks with what came of them, the latest first. */
export async function listBlocks(
  { db, session, now }: Acting,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ rows: BlockShape[]; next: string | null }> {
  const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
  const found = await listStored(db, session.workspace, session.memberId, page);
  const { rows, next } = pageFrom(found, limit, ({ startsAt, id }) => ({ startsAt, id }));
  const told = await tellBlocks(db, session, now, rows);
  return { rows: told.map(({ block }) => block), next };
}

export async function showBlock({ db, session, now }: Acting, { id }: { id: string }): Promise<BlockPage> {
  return tellBlock(db, session, now, await findOwnBlock(db, session, id));
}

/** Whom to call next: a lost customer whose day has come, an open deal that went quiet, a won customer who may know somebody. */
export async function listNextCalls(
  { db, session, now }: Acting,
  { id }: { id: string },
): Promise<{ rows: NextCall[] }> {
  const { workspace, memberId, timeZone } = session;
  const block = await findOwnBlock(db, session, id);
  const since = timeOf(block, now)?.from ?? now;
  const asked = { now, today: dayOf(now, timeZone), since };
  const [checkUps, quiet, won] = await Promise.all([
    listCheckUpsDue(db, workspace, memberId, asked),
    listQuietDeals(db, workspace, memberId, asked),
    listWonToAsk(db, workspace, memberId, asked),
  ]);
  return { rows: inTurn([checkUps, quiet, won]) };
}

/** One of each kind after the other: a block of one kind alone tires. */
function inTurn(kinds: readonly (readonly NextCall[])[]): NextCall[] {
  const most = Math.max(...kinds.map((calls) => calls.length));
  return Array.from({ length: most }, (_, place) => kinds.flatMap((calls) => calls[place] ?? [])).flat();
}
