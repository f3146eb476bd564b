import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { askRecounting } from "../team/ask-recounting.ts";
import { askAboutDeals } from "./asked-deals/ask-about-deals.ts";
import { updateDealChangedAt } from "./store.ts";

/** Who acts and when, inside somebody's transaction. */
export type ActingIn = Omit<Acting, "db">;

/** Every write of a deal's facts ends here: readings older than now are stale, and are read again. */
export async function markDealChanged(tx: Tx, { session, now }: ActingIn, dealId: string): Promise<void> {
  await updateDealChangedAt(tx, session.workspace, dealId, new Date(now));
  await askAboutDeals(tx, session.workspace, ["refresh-flags", "set-aims"], [dealId], now);
  await askRecounting(tx, session.workspace, now);
}
