import type { Tx } from "../../platform/database/database.ts";
import { deleteActivity, findOwnActivityDeal } from "./activities/store.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { type ActingIn, markDealChanged } from "./mark-deal-changed.ts";

const momentMs = 10 * 60_000;

/** Takes back what somebody logged a moment ago themselves: a slip leaves no trace. Older ones stay as they are. */
export async function takeBackActivityIn(tx: Tx, acting: ActingIn, activityId: string): Promise<void> {
  const { workspace, memberId } = acting.session;
  const since = new Date(acting.now - momentMs);
  const dealId = await findOwnActivityDeal(tx, workspace, activityId, { memberId, since });
  if (!dealId) return;
  await lockDealToChange(tx, acting.session, dealId);
  await deleteActivity(tx, workspace, dealId, activityId);
  await markDealChanged(tx, acting, dealId);
}
