import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { PersonShare } from "../own-or-team/rules.ts";
import { countCalls } from "./conversion/rules.ts";
import { listCustomerContacts, listSellers, replaceCallShares } from "./conversion/store.ts";

/** Counts what everybody's calls on deals brought, so that whoever made few can lean on the team's. */
export async function countCallShares(
  db: Database,
  workspace: WorkspaceId,
  now: Instant,
  signal?: AbortSignal,
): Promise<void> {
  const shares: PersonShare[] = [];
  for (const memberId of await listSellers(db, workspace)) {
    signal?.throwIfAborted();
    const { calls, meetings } = countCalls(await listCustomerContacts(db, workspace, memberId, now), now);
    if (calls > 0) shares.push({ memberId, count: meetings, of: calls });
  }
  await db.transaction().execute((tx) => replaceCallShares(tx, workspace, shares, now));
}
