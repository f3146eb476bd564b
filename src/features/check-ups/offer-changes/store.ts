import { sql } from "kysely";
import { z } from "zod";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { type OfferChange, type OfferChangeKind, offerChange } from "./contract.ts";

/** Every change that is noted, the newest first; of those from a day on, where one is given. */
export async function listOfferChanges(db: Db, workspace: WorkspaceId, since?: Day): Promise<OfferChange[]> {
  const { rows } = await sql<unknown>`
    select o.id, o.kind, o.from_on as "fromOn", o.words, (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.position, r.name), '[]')
      from offer_change_reasons a join reasons r on r.workspace_id = a.workspace_id and r.id = a.reason_id
      where a.workspace_id = o.workspace_id and a.offer_change_id = o.id) as reasons
    from offer_changes o
    where o.workspace_id = ${workspace} and o.removed_at is null
      and ${since === undefined ? sql`true` : sql`o.from_on >= ${since}::date`}
    order by o.from_on desc, o.id desc`.execute(db);
  return z.array(offerChange).parse(rows);
}

export type NotedChange = { id: string; kind: OfferChangeKind; fromOn: Day; words: string; reasonIds: string[] };

/** Notes a change, or changes such a note; one that was taken out comes back. */
export async function upsertOfferChange(
  tx: Tx,
  workspace: WorkspaceId,
  { id, reasonIds, ...change }: NotedChange,
  by: { memberId: string; at: Date },
): Promise<void> {
  const values = { kind: change.kind, from_on: change.fromOn, words: change.words, changed_at: by.at };
  await tx
    .insertInto("offer_changes")
    .values({ workspace_id: workspace, id, created_by: by.memberId, created_at: by.at, ...values })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doUpdateSet({ ...values, removed_at: null }))
    .execute();
  await tx
    .deleteFrom("offer_change_reasons")
    .where("workspace_id", "=", workspace)
    .where("offer_change_id", "=", id)
    .execute();
  if (reasonIds.length === 0) return;
  await tx
    .insertInto("offer_change_reasons")
    .values(reasonIds.map((reasonId) => ({ workspace_id: workspace, offer_change_id: id, reason_id: reasonId })))
    .execute();
}

/** False when it is not there. */
export async function updateToRemoved(tx: Tx, workspace: WorkspaceId, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("offer_changes")
    .set({ removed_at: sql`coalesce(removed_at, ${at})` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Takes out what these people noted, without a trace. */
export async function deleteOfferChangesOf(
  tx: Tx,
  workspace: WorkspaceId,
  memberIds: readonly string[],
): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .deleteFrom("offer_changes")
    .where("workspace_id", "=", workspace)
    .where("created_by", "in", [...memberIds])
    .execute();
}
