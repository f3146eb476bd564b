import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** Whose lists are shown, and on which day. */
export type Viewer = { memberId: string; today: Day };

/**
 * Whether this person has put a deal `d` away, in any query that calls the deals' table so. Only a loss can be, and only
 * the one that was put away: opened again and lost again, it is another.
 */
export function isPutAway({ memberId, today }: Viewer): RawBuilder<SqlBool> {
  return sql<SqlBool>`(d.status = 'lost' and exists (
    select from put_away_losses p
    where p.workspace_id = d.workspace_id and p.member_id = ${memberId} and p.deal_id = d.id
      and p.from_on <= ${today}::date and p.put_at >= coalesce(d.closed_at, d.recorded_at)))`;
}

/** Keeps the deals `d` that this person has put away, or the others. Those put away are few, and looked up from their own table. */
export function standsPutAway(workspace: WorkspaceId, viewer: Viewer, wanted: boolean): RawBuilder<SqlBool> {
  if (!wanted) return sql<SqlBool>`not ${isPutAway(viewer)}`;
  return sql<SqlBool>`(${isPutAway(viewer)} and d.id in (
    select deal_id from put_away_losses where workspace_id = ${workspace} and member_id = ${viewer.memberId}))`;
}

/** From that day on the loss stands in none of this person's lists. Said again, the later word counts. */
export async function upsertPutAway(
  tx: Tx,
  workspace: WorkspaceId,
  { memberId, dealId, fromOn, at }: { memberId: string; dealId: string; fromOn: Day; at: Date },
): Promise<void> {
  await tx
    .insertInto("put_away_losses")
    .values({ workspace_id: workspace, member_id: memberId, deal_id: dealId, from_on: fromOn, put_at: at })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "member_id", "deal_id"]).doUpdateSet({ from_on: fromOn, put_at: at }),
    )
    .execute();
}

/** Brings a loss back into this person's lists. */
export async function deletePutAway(tx: Tx, workspace: WorkspaceId, memberId: string, dealId: string): Promise<void> {
  await tx
    .deleteFrom("put_away_losses")
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("deal_id", "=", dealId)
    .execute();
}
