import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findVisibleOwners, lockDealToChange } from "../../deals/find-visible-deal.ts";
import { mayAskForOne } from "../access.ts";
import type { PostMortemRow } from "./contract.ts";
import { insertAsked, listPostMortems, rowShapeOf } from "./store.ts";

/** Asks for a conversation about a loss that no rule named. If there is one about it, that one is answered. */
export async function askPostMortem(
  { db, session, now }: Acting,
  { dealId, id }: { dealId: string; id: string },
): Promise<PostMortemRow> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, dealId);
    const visible = await findVisibleOwners(tx, session);
    if (!mayAskForOne(session, visible, deal)) throw new Refusal("NOT_ALLOWED");
    if (deal.status !== "lost" || deal.closedAt === null) throw new Refusal("DEAL_NOT_LOST");
    const about = { visible, memberId, dealId };
    const [newest] = await listPostMortems(tx, workspace, about, { after: null, limit: 1 });
    if (newest && !newest.isReopened) return rowShapeOf(newest, session, visible);
    const { closedAt } = deal;
    await insertAsked(tx, workspace, { id, dealId, closedAt, askedBy: memberId, at: new Date(now) });
    const [asked] = await listPostMortems(tx, workspace, about, { after: null, limit: 1 });
    // An id that belongs to another post-mortem makes none.
    if (!asked || asked.isReopened) throw new Refusal("CHANGED_MEANWHILE");
    return rowShapeOf(asked, session, visible);
  });
}
