import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";

export type ProductLimit = {
  debriefId: string;
  reasonId: string;
  reasonName: string;
  note: string;
  dealId: string;
  dealName: string;
  amountCents: number | null;
  currency: string | null;
  recordedAt: Date;
};
export type LimitPlace = { recordedAt: string; debriefId: string; reasonId: string };

/** What debriefs of losses called inherent to the product, newest first. */
export async function listProductLimits(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  { after, limit }: { after: LimitPlace | null; limit: number },
): Promise<ProductLimit[]> {
  const { rows } = await sql<ProductLimit>`
    select b.id as "debriefId", n.reason_id as "reasonId", r.name as "reasonName", n.note, d.id as "dealId",
      d.name as "dealName", d.amount_cents as "amountCents", d.currency, b.recorded_at as "recordedAt"
    from debrief_reasons n
    join debriefs b on b.workspace_id = n.workspace_id and b.id = n.debrief_id
    join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
    join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
    where n.workspace_id = ${workspace} and n.product_scope = 'inherent' and b.state = 'recorded' and b.outcome = 'lost'
      and ${ownedByVisible(visible)}
      and ${
        after
          ? sql`(b.recorded_at, b.id, n.reason_id)
              < (${after.recordedAt}::timestamptz, ${after.debriefId}::uuid, ${after.reasonId}::uuid)`
          : sql`true`
      }
    order by b.recorded_at desc, b.id desc, n.reason_id desc
    limit ${limit}`.execute(db);
  return rows;
}
