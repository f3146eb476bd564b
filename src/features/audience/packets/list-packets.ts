import { z } from "zod";
import type { Db } from "../../../platform/database/database.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayReadPackets } from "./access.ts";
import type { PacketRow } from "./contract.ts";
import { packetRowOf } from "./show-packet.ts";
import { isMarketingHere, listPackets as listStored, listPacketsFor as listStoredFor } from "./store.ts";

const place = z.strictObject({ askedAt: z.iso.datetime(), id: z.uuid() });

type Asked = { show?: "waiting" | "promised" | "over" | undefined; after?: string | undefined; limit: number };

/** What marketing was asked, newest first. */
export async function listPackets(
  { db, ...asking }: Acting,
  { show, after, limit }: Asked,
): Promise<{ rows: PacketRow[]; next: string | null }> {
  if (!mayReadPackets(asking.session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = asking.session;
  const page = { show, after: after ? decodePlace(after, place) : null, limit: limit + 1 };
  const found = await listStored(db, workspace, page);
  const { rows, next } = pageFrom(found, limit, ({ askedAt, id }) => ({ askedAt: askedAt.toISOString(), id }));
  const hasMarketing = await isMarketingHere(db, workspace);
  return { rows: rows.map((row) => packetRowOf(row, asking, hasMarketing)), next };
}

/** The packets that ask something of this person today; nobody else's day has them. */
export async function listPacketsFor(
  db: Db,
  asking: Omit<Acting, "db">,
  { ownerId, limit, waitingToo = true }: { ownerId?: string | undefined; limit: number; waitingToo?: boolean },
): Promise<{ count: number; rows: PacketRow[] }> {
  const { session, now } = asking;
  if (!mayReadPackets(session) || (ownerId !== undefined && ownerId !== session.memberId))
    return { count: 0, rows: [] };
  const hasMarketing = await isMarketingHere(db, session.workspace);
  const day = { today: dayOf(now, session.timeZone), isMarketingHere: hasMarketing };
  const { count, rows } = await listStoredFor(db, session, { ...day, limit, waitingToo });
  return { count, rows: rows.map((row) => packetRowOf(row, asking, hasMarketing)) };
}
