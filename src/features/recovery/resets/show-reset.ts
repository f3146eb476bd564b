import type { Acting } from "../../../platform/http/acting.ts";
import { findVisibleDeal } from "../../deals/find-visible-deal.ts";
import type { ResetShape } from "./contract.ts";
import { resetShapeOf } from "./open-reset.ts";
import { findResetOf } from "./store.ts";

/** The reset that this person set for the close that stands; one of a close undone since is none. */
export async function showReset(
  { db, session }: Acting,
  { dealId }: { dealId: string },
): Promise<{ reset: ResetShape | null }> {
  const deal = await findVisibleDeal(db, session, dealId);
  const reset = await findResetOf(db, session.workspace, session.memberId, dealId);
  const stands = reset && deal.status === "lost" && deal.closedAt && reset.setAt >= deal.closedAt;
  return { reset: stands ? resetShapeOf(reset) : null };
}
