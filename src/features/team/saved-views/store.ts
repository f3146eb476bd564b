import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

export type StoredView = {
  id: string;
  place: string;
  name: string;
  search: string;
  isShared: boolean;
  memberId: string;
  memberName: string;
};
type Place = { name: string; id: string };

/** Somebody's own views of a list and those that others share, by name. */
export async function listViewsOf(
  db: Db,
  workspace: WorkspaceId,
  { memberId, place }: { memberId: string; place: string },
  { after, limit }: { after: Place | null; limit: number },
): Promise<StoredView[]> {
  const { rows } = await sql<StoredView>`
    select v.id, v.place, v.name, v.search, v.is_shared as "isShared", v.member_id as "memberId", m.name as "memberName"
    from saved_views v join members m on m.workspace_id = v.workspace_id and m.id = v.member_id
    where v.workspace_id = ${workspace} and v.place = ${place} and (v.member_id = ${memberId} or v.is_shared)
      and ${after ? sql`(lower(v.name), v.id) > (lower(${after.name}), ${after.id}::uuid)` : sql`true`}
    order by lower(v.name), v.id limit ${limit}`.execute(db);
  return rows;
}

export async function findView(db: Db, workspace: WorkspaceId, id: string): Promise<StoredView | undefined> {
  const { rows } = await sql<StoredView>`
    select v.id, v.place, v.name, v.search, v.is_shared as "isShared", v.member_id as "memberId", m.name as "memberName"
    from saved_views v join members m on m.workspace_id = v.workspace_id and m.id = v.member_id
    where v.workspace_id = ${workspace} and v.id = ${id}`.execute(db);
  return rows[0];
}

/** What stands in the way of one more: a view of this name, or too many of them. */
export async function countViews(
  db: Db,
  workspace: WorkspaceId,
  view: Pick<StoredView, "id" | "memberId" | "place" | "name">,
): Promise<{ others: number; named: number }> {
  const { rows } = await sql<{ others: number; named: number }>`
    select count(*) as others, count(*) filter (where lower(name) = lower(${view.name})) as named from saved_views
    where workspace_id = ${workspace} and member_id = ${view.memberId} and place = ${view.place} and id <> ${view.id}`.execute(
    db,
  );
  return rows[0] ?? { others: 0, named: 0 };
}

export async function upsertView(
  tx: Tx,
  workspace: WorkspaceId,
  view: Omit<StoredView, "memberName">,
  now: Date,
): Promise<void> {
  await tx
    .insertInto("saved_views")
    .values({
      ...{ workspace_id: workspace, id: view.id, member_id: view.memberId, place: view.place },
      ...{ name: view.name, search: view.search, is_shared: view.isShared, made_at: now },
    })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "id"])
        .doUpdateSet({ place: view.place, name: view.name, search: view.search, is_shared: view.isShared }),
    )
    .execute();
}

export async function deleteView(tx: Tx, workspace: WorkspaceId, id: string): Promise<void> {
  await tx.deleteFrom("saved_views").where("workspace_id", "=", workspace).where("id", "=", id).execute();
}
