import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import type { LeftOutOf } from "../major-losses/contract.ts";

type ExclusionRow = { dealId: string; leftOutOf: LeftOutOf; why: string; madeAt: Date; madeByName: string | null };

/** Those of the deals somebody sees, the newest first. */
export async function listExclusions(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  limit: number,
): Promise<ExclusionRow[]> {
  const { rows } = await sql<ExclusionRow>`
    select x.deal_id as "dealId", x.left_out_of as "leftOutOf", x.why, x.made_at as "madeAt",
      (select name from members where workspace_id = x.workspace_id and id = x.made_by) as "madeByName"
    from loss_exclusions x join deals d on d.workspace_id = x.workspace_id and d.id = x.deal_id
    where x.workspace_id = ${workspace} and ${ownedByVisible(visible)}
    order by x.made_at desc, x.deal_id limit ${limit}`.execute(db);
  return rows;
}

export async function upsertExclusion(
  tx: Tx,
  workspace: WorkspaceId,
  { dealId, leftOutOf, why }: { dealId: string; leftOutOf: LeftOutOf; why: string },
  by: { memberId: string; at: Date },
): Promise<void> {
  const values = { left_out_of: leftOutOf, why, made_by: by.memberId, made_at: by.at };
  await tx
    .insertInto("loss_exclusions")
    .values({ workspace_id: workspace, deal_id: dealId, ...values })
    .onConflict((conflict) => conflict.columns(["workspace_id", "deal_id"]).doUpdateSet(values))
    .execute();
}

export async function deleteExclusion(tx: Tx, workspace: WorkspaceId, dealId: string): Promise<void> {
  await tx.deleteFrom("loss_exclusions").where("workspace_id", "=", workspace).where("deal_id", "=", dealId).execute();
}
