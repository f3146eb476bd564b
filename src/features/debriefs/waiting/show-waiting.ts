import { z } from "zod";
import type { Db } from "../../../platform/database/database.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import type { DealRow } from "../../deals/contract.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { listDealRows } from "../../deals/store.ts";
import { arrivedLately, waitingSince } from "../rules.ts";
import { countWaiting, findNewestCloseBrought, listWaiting, type WaitingDeal, type WaitingFilter } from "./store.ts";

const place = z.strictObject({ newestAt: z.iso.datetime(), id: z.uuid() });

type Waiting = { deal: DealRow; draftStartedAt: string | null };
type Scope = Omit<WaitingFilter, "since" | "viewer">;
type Asked = { ownerId?: string | undefined; outcome: "won" | "lost"; after?: string | undefined; limit: number };

/** Closed deals that wait for a debrief, newest close first. */
export async function listWaitingDebriefs(
  { db, ...acting }: Acting,
  { after, limit, ...asked }: Asked,
): Promise<{ rows: Waiting[]; next: string | null }> {
  const filter = await since(db, acting, { ...asked, visible: await findVisibleOwners(db, acting.session) });
  const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
  const found = await listWaiting(db, acting.session.workspace, filter, page);
  const { rows, next } = pageFrom(found, limit, ({ newestAt, dealId }) => ({
    newestAt: newestAt.toISOString(),
    id: dealId,
  }));
  return { rows: await withDeals(db, acting, rows), next };
}

/** How many wait, and the first few of them. */
export async function showWaiting(
  db: Db,
  acting: ActingIn,
  asked: Scope,
  limit: number,
): Promise<{ count: number; rows: Waiting[] }> {
  const { workspace } = acting.session;
  const filter = await since(db, acting, asked);
  const [count, rows] = await Promise.all([
    countWaiting(db, workspace, filter),
    listWaiting(db, workspace, filter, { after: null, limit }),
  ]);
  return { count, rows: await withDeals(db, acting, rows) };
}

async function since(db: Db, { session, now }: ActingIn, asked: Scope): Promise<WaitingFilter> {
  return {
    ...asked,
    viewer: { memberId: session.memberId, today: dayOf(now, session.timeZone) },
    since: waitingSince(await findNewestCloseBrought(db, session.workspace, new Date(arrivedLately(now))), now),
  };
}

async function withDeals(db: Db, { session, now }: ActingIn, found: WaitingDeal[]): Promise<Waiting[]> {
  const dealIds = found.map(({ dealId }) => dealId);
  const rows = await listDealRows(db, session.workspace, dealIds, dayOf(now, session.timeZone));
  const draftOf = new Map(found.map((waiting) => [waiting.dealId, waiting.draftStartedAt]));
  return rows.map((deal) => ({ deal, draftStartedAt: draftOf.get(deal.id)?.toISOString() ?? null }));
}
