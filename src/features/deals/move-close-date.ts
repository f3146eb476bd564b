import type { Tx } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { insertCloseDateChange } from "./history/store.ts";
import { type ActingIn, markDealChanged } from "./mark-deal-changed.ts";
import { updateExpectedClose } from "./store.ts";

/** Moves the day a deal is expected to close, as part of the caller's transaction. */
export async function moveCloseDateIn(
  tx: Tx,
  acting: ActingIn,
  { dealId, expectedCloseOn }: { dealId: string; expectedCloseOn: Day },
): Promise<void> {
  const { session, now } = acting;
  const deal = await lockDealToChange(tx, session, dealId);
  if (deal.expectedCloseOn === expectedCloseOn) return;
  await insertCloseDateChange(tx, session.workspace, deal, expectedCloseOn, new Date(now));
  await updateExpectedClose(tx, session.workspace, dealId, expectedCloseOn);
  await markDealChanged(tx, acting, dealId);
}
