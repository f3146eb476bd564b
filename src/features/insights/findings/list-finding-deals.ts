import { z } from "zod";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { planForValues } from "../../../platform/database/plan-for-values.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { DealRow } from "../../deals/contract.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listDealRows } from "../../deals/store.ts";
import { findResult } from "../run/store.ts";
import { findingsResult } from "./contract.ts";
import { numberOf } from "./rules.ts";
import { listDealsBySign } from "./store.ts";

const place = z.strictObject({ newestAt: z.iso.datetime(), id: z.uuid() });

type Asked = { key: string; shows: boolean; after?: string | undefined; limit: number };

type Listed = { rows: DealRow[]; next: string | null };

/**
 * The closed deals behind one row, newest first: those the asker may see. All as of one instant: what deals are marked with
 * belongs to the very results that say which mark is which.
 */
export async function listFindingDeals({ db, ...acting }: Acting, asked: Asked): Promise<Listed> {
  return inSnapshot(db, async (snapshot) => {
    await planForValues(snapshot);
    return listDeals({ db: snapshot, ...acting }, asked);
  });
}

async function listDeals({ db, session, now }: Acting, { key, shows, after, limit }: Asked): Promise<Listed> {
  const { workspace } = session;
  const stored = await findResult(db, workspace, "findings", findingsResult);
  const number = stored && numberOf(stored.result, key);
  if (number === undefined) throw new Refusal("NOT_FOUND");
  const visible = await findVisibleOwners(db, session);
  const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
  const found = await listDealsBySign(db, workspace, visible, { number, shows }, page);
  const { rows, next } = pageFrom(found, limit, ({ newestAt, id }) => ({ newestAt, id }));
  const today = dayOf(now, session.timeZone);
  const deals = await listDealRows(
    db,
    workspace,
    rows.map(({ id }) => id),
    today,
  );
  const byId = new Map(deals.map((deal) => [deal.id, deal]));
  return { rows: rows.flatMap(({ id }) => byId.get(id) ?? []), next };
}
