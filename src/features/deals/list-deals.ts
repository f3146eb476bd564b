import { z } from "zod";
import { addDays, type Day, dayOf, startOfDay } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { decodePlace, encodePlace, instantOfPlace } from "../../platform/http/paging.ts";
import type { DealRow } from "./contract.ts";
import { findVisibleOwners } from "./find-visible-deal.ts";
import { type DealFilter, listDeals as listStoredDeals, listDealIds as listStoredIds } from "./list/store.ts";

const place = z.strictObject({ newestAt: instantOfPlace, id: z.uuid() });

type Asked = Omit<DealFilter, "closed"> & {
  closedFrom?: Day | undefined;
  closedUntil?: Day | undefined;
  after?: string | undefined;
  limit: number;
};

/** A page of the deals this person sees, newest first. */
export async function listDeals(acting: Acting, asked: Asked): Promise<{ rows: DealRow[]; next: string | null }> {
  return pageOf(acting, asked, listStoredDeals);
}

/** The same page by the deals' ids alone. */
export async function listDealIds(acting: Acting, asked: Asked): Promise<{ rows: string[]; next: string | null }> {
  return pageOf(acting, asked, listStoredIds);
}

async function pageOf<Row>(
  { db, session, now }: Acting,
  { after, limit, closedFrom, closedUntil, ...others }: Asked,
  read: (...asked: Parameters<typeof listStoredDeals>) => Promise<{ rows: Row[]; next: object | null }>,
): Promise<{ rows: Row[]; next: string | null }> {
  const visible = await findVisibleOwners(db, session);
  const page = { after: after === undefined ? undefined : decodePlace(after, place), limit };
  const beginOf = (day: Day | undefined) => (day === undefined ? undefined : startOfDay(day, session.timeZone));
  const from = beginOf(closedFrom);
  const before = beginOf(closedUntil && addDays(closedUntil, 1));
  const filter = { ...others, closed: from === undefined && before === undefined ? undefined : { from, before } };
  const viewer = { memberId: session.memberId, today: dayOf(now, session.timeZone) };
  const { rows, next } = await read(db, session.workspace, visible, filter, page, viewer);
  return { rows, next: next && encodePlace(next) };
}
