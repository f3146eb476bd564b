import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/**
 * Takes out those of these people who never signed in and of whom nothing is left here; says who they were. Deals, facts
 * and audit entries they stand on keep a person here.
 */
export async function deleteUnusedMembers(db: Db, workspace: WorkspaceId, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const used = sql<boolean>`exists (select from deals where workspace_id = ${workspace} and owner_id = m.id)
    or exists (select from stage_changes where workspace_id = ${workspace} and member_id = m.id)
    or exists (select from activities where workspace_id = ${workspace} and member_id = m.id)
    or exists (select from step_answers where workspace_id = ${workspace} and member_id = m.id)
    or exists (select from audit_entries where workspace_id = ${workspace} and member_id = m.id)`;
  const gone = await db
    .selectFrom("members as m")
    .select("m.id")
    .where("m.workspace_id", "=", workspace)
    .where("m.id", "in", [...ids])
    .where("m.user_id", "is", null)
    .where(sql<boolean>`not (${used})`)
    .execute();
  const goneIds = gone.map(({ id }) => id);
  if (goneIds.length === 0) return [];
  // Whoever stays is nobody's any more; those who go may go in any order.
  await db
    .updateTable("members")
    .set({ manager_id: null })
    .where("workspace_id", "=", workspace)
    .where("manager_id", "in", goneIds)
    .execute();
  await db.deleteFrom("members").where("workspace_id", "=", workspace).where("id", "in", goneIds).execute();
  return goneIds;
}

/** Takes out a workspace that holds no deals, with its process, its catalogue and its people. */
export async function deleteWorkspace(db: Db, workspace: WorkspaceId): Promise<void> {
  await db.deleteFrom("workspaces").where("workspace_id", "=", workspace).execute();
}
