import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { PriorityShape } from "./contract.ts";

/** All of them, in the order they are asked about; those no longer asked about last. */
export async function listPriorities(db: Db, workspace: WorkspaceId): Promise<PriorityShape[]> {
  return db
    .selectFrom("priorities")
    .select(["id", "key", "name", sql<boolean>`archived_at is not null`.as("archived")])
    .where("workspace_id", "=", workspace)
    .orderBy(sql`archived_at is not null`)
    .orderBy("position")
    .orderBy("name")
    .orderBy("id")
    .execute();
}

/** Adds one at the end, or changes it. */
export async function upsertPriority(
  tx: Tx,
  workspace: WorkspaceId,
  { id, name, archived }: Pick<PriorityShape, "id" | "name" | "archived">,
  at: Date,
): Promise<void> {
  const archivedAt = archived ? at : null;
  await tx
    .insertInto("priorities")
    .values({
      workspace_id: workspace,
      id,
      name,
      archived_at: archivedAt,
      position: sql<number>`(select coalesce(max(position), 0) + 1 from priorities where workspace_id = ${workspace})`,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doUpdateSet({ name, archived_at: archivedAt }))
    .execute();
}

/** What a workspace begins with. One that it has, or has put away, stays as it is. */
export async function insertPrioritySeeds(
  tx: Tx,
  workspace: WorkspaceId,
  seeds: readonly { key: string; name: string }[],
): Promise<void> {
  await tx
    .insertInto("priorities")
    .values(seeds.map(({ key, name }, place) => ({ workspace_id: workspace, key, name, position: place + 1 })))
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
    .execute();
}
