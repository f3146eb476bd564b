import type { Db } from "../../../platform/database/database.ts";
import { dayMs, dayOf } from "../../../platform/dates.ts";
import type { DealRow } from "../../deals/contract.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { listDealRows } from "../../deals/store.ts";
import { listLossesDebriefed as listStored } from "./store.ts";

/** What was debriefed longer ago leaves the day by itself. */
const standsForMs = 14 * dayMs;

/** This person's own losses that were debriefed lately and not left behind yet, newest close first. */
export async function listLossesDebriefed(
  db: Db,
  { session, now }: ActingIn,
  limit: number,
): Promise<{ deal: DealRow; debriefedAt: string }[]> {
  const { workspace, memberId, timeZone } = session;
  const today = dayOf(now, timeZone);
  const asked = { since: new Date(now - standsForMs), limit };
  const found = await listStored(db, workspace, { memberId, today }, asked);
  const debriefedAt = new Map(found.map((loss) => [loss.dealId, loss.recordedAt.toISOString()]));
  const ids = found.map(({ dealId }) => dealId);
  const rows = await listDealRows(db, workspace, ids, today);
  return rows.flatMap((deal) => {
    const at = debriefedAt.get(deal.id);
    return at === undefined ? [] : [{ deal, debriefedAt: at }];
  });
}
