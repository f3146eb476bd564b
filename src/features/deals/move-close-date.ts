import type { Tx } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { insertCloseDateChange } from "./history/store.ts";
import { type ActingIn, markDealChanged } from "./mark-deal-changed.ts";
import { updateExpectedClose } from "./store.ts";

/**
 * Moves the day a deal is expected to close, as part of the caller's transaction. A day agreed with the buyer is a fact even
 * when it is the same day.
 */
export async function moveCloseDateIn(
  tx: Tx,
  acting: ActingIn,
  { dealId, expectedCloseOn, agreed = false }: { dealId: string; expectedCloseOn: Day; agreed?: boolean },
): Promise<void> {
  const { session, now } = acting;
  const deal = await lockDealToChange(tx, session, dealId);
  if (deal.expectedCloseOn === expectedCloseOn && !agreed) return;
  await insertCloseDateChange(tx, session.workspace, deal, { expectedCloseOn, agreed }, new Date(now));
  await updateExpectedClose(tx, session.workspace, dealId, expectedCloseOn);
  await markDealChanged(tx, acting, dealId);
}
