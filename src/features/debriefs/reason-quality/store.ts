import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import type { LossKind } from "../../deals/contract.ts";
import { ownedByVisible } from "../../deals/store.ts";

export type RecordedLoss = {
  dealId: string;
  writerId: string | null;
  closedAt: Date;
  lossKind: LossKind | null;
  competitor: string | null;
  crmReason: string | null;
  secondsSpent: number | null;
  steps: number;
  reasons: { id: string; note: string }[];
  ownPart: string;
  turningPointNote: string;
  whatWorked: string;
  doDifferently: string;
};

/** The debriefs of losses recorded since then on deals somebody sees, the newest first. */
export async function listRecordedLosses(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  { since, limit }: { since: Date; limit: number },
): Promise<RecordedLoss[]> {
  const { rows } = await sql<RecordedLoss>`
    select b.deal_id as "dealId", b.recorded_by as "writerId", b.closed_at as "closedAt", 
      -- Left open in the debrief, it is what the deal says.
      coalesce(b.loss_kind, d.loss_kind) as "lossKind",
      d.competitor, d.crm_reason as "crmReason", b.seconds_spent as "secondsSpent",
      (select count(*) from debrief_steps m where m.workspace_id = b.workspace_id and m.debrief_id = b.id) as steps,
      (select coalesce(json_agg(json_build_object('id', n.reason_id, 'note', n.note) order by n.position), '[]')
        from debrief_reasons n where n.workspace_id = b.workspace_id and n.debrief_id = b.id) as reasons,
      b.own_part as "ownPart", b.turning_point_note as "turningPointNote", b.what_worked as "whatWorked",
      b.do_differently as "doDifferently"
    from debriefs b join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
    where b.workspace_id = ${workspace} and b.state = 'recorded' and b.outcome = 'lost' and b.recorded_at >= ${since}
      and ${ownedByVisible(visible)}
    order by b.recorded_at desc, b.id desc
    limit ${limit}`.execute(db);
  return rows;
}
