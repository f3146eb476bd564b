import type { Tx } from "../../../platform/database/database.ts";
import { askAboutDeals } from "../asked-deals/ask-about-deals.ts";
import type { ActingIn } from "../mark-deal-changed.ts";
import { updateOwner } from "./store.ts";

/**
 * Open deals go from one person to another, all or only these; says which. Closed ones stay with whoever won or lost them:
 * they are that person's record.
 */
export async function handOverDeals(
  tx: Tx,
  { session: { workspace }, now }: ActingIn,
  { from, to, only }: { from: string; to: string; only?: readonly string[] | undefined },
): Promise<string[]> {
  const dealIds = await updateOwner(tx, workspace, { from, to, only }, new Date(now));
  if (dealIds.length > 0) await askAboutDeals(tx, workspace, ["refresh-flags"], dealIds, now);
  return dealIds;
}
