import { sql } from "kysely";
import type { Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** Somebody's open deals, or those of them that are named, are another's from now on; says which. */
export async function updateOwner(
  tx: Tx,
  workspace: WorkspaceId,
  { from, to, only }: { from: string; to: string; only?: readonly string[] | undefined },
  now: Date,
): Promise<string[]> {
  const rows = await tx
    .updateTable("deals")
    .set({ owner_id: to, changed_at: now })
    .where("workspace_id", "=", workspace)
    .where("owner_id", "=", from)
    .where("status", "=", "open")
    .$if(only !== undefined, (query) => query.where(sql<boolean>`id = any(${only}::uuid[])`))
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}
