import { z } from "zod";
import { dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { decodePlace, encodePlace, instantOfPlace } from "../../platform/http/paging.ts";
import type { DealRow } from "./contract.ts";
import { findVisibleOwners } from "./find-visible-deal.ts";
import { type DealFilter, listDeals as listStoredDeals } from "./list/store.ts";

const place = z.strictObject({ newestAt: instantOfPlace, id: z.uuid() });

/** A page of the deals this person sees, newest first. */
export async function listDeals(
  { db, session, now }: Acting,
  { after, limit, ...filter }: DealFilter & { after?: string | undefined; limit: number },
): Promise<{ rows: DealRow[]; next: string | null }> {
  const visible = await findVisibleOwners(db, session);
  const page = { after: after === undefined ? undefined : decodePlace(after, place), limit };
  const viewer = { memberId: session.memberId, today: dayOf(now, session.timeZone) };
  const { rows, next } = await listStoredDeals(db, session.workspace, visible, filter, page, viewer);
  return { rows, next: next && encodePlace(next) };
}
