import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { deleteOfNoLoss, insertNamed, listRules, type WhichLosses } from "./store.ts";

/**
 * Deals were lost, or are told otherwise: each that a rule names gets its post-mortem at once, by the first rule that names
 * it. Again, it changes nothing.
 */
export async function findMajorLosses(
  db: Database,
  workspace: WorkspaceId,
  which: WhichLosses,
  now: Instant,
): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    await deleteOfNoLoss(tx, workspace, which);
    const found: string[] = [];
    for (const rule of await listRules(tx, workspace)) {
      found.push(...(await insertNamed(tx, workspace, rule, which, new Date(now))));
    }
    return found;
  });
}
