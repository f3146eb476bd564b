import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { DealRow } from "../deals/contract.ts";
import { lockDealToChange } from "../deals/find-visible-deal.ts";
import { showDealRow } from "../deals/show-deal-row.ts";
import { startWinBackIn } from "../deals/win-backs/start-win-back.ts";
import { deleteWaiting } from "./store.ts";

/**
 * A lost customer came back by themselves: a new deal with them. The call that waited for them is not needed any more, and
 * as nobody made it, it counts as none.
 */
export async function startWinBack(
  { db, ...acting }: Acting,
  { dealId, note }: { dealId: string; note: string },
): Promise<DealRow> {
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, acting.session, dealId);
    if (deal.status !== "lost") throw new Refusal("DEAL_NOT_LOST");
    const begun = await startWinBackIn(tx, acting, deal, note);
    await deleteWaiting(tx, acting.session.workspace, deal.id);
    return showDealRow(tx, acting, begun);
  });
}
