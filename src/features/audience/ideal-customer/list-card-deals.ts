import { z } from "zod";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { DealRow } from "../../deals/contract.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listDealRows } from "../../deals/store.ts";
import { findIdealCustomer, listDealsByRow } from "./store.ts";

const place = z.strictObject({ newestAt: z.iso.datetime(), id: z.uuid() });

type Asked = { key: string; shows: boolean; after?: string | undefined; limit: number };

/** The closed deals behind a row of the scorecard, newest first: those the asker may see. */
export async function listCardDeals(
  { db, session, now }: Acting,
  { key, shows, after, limit }: Asked,
): Promise<{ rows: DealRow[]; next: string | null }> {
  const { workspace, timeZone } = session;
  return inSnapshot(db, async (snapshot) => {
    const { result } = await findIdealCustomer(snapshot, workspace);
    const row = result?.kind === "card" ? result.rows.findIndex((each) => each.key === key) : -1;
    if (row === -1) throw new Refusal("NOT_FOUND");
    const visible = await findVisibleOwners(snapshot, session);
    const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
    const found = await listDealsByRow(snapshot, workspace, visible, { row, shows }, page);
    const { rows, next } = pageFrom(found, limit, ({ newestAt, id }) => ({ newestAt, id }));
    const ids = rows.map(({ id }) => id);
    return { rows: await listDealRows(snapshot, workspace, ids, dayOf(now, timeZone)), next };
  });
}
