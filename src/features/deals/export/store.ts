import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../access.ts";
import { ownedByVisible } from "../store.ts";
import type { DealToWrite } from "./write-lines.ts";

/** The next deals after an id, in the order of their ids. */
export async function listExportedDeals(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<DealToWrite[]> {
  const { rows } = await sql<DealToWrite>`
    select d.id, d.source_key as "sourceKey", d.name, a.name as "accountName", m.name as "ownerName",
      m.email as "ownerEmail", p.name as "pipelineName", s.name as "stageName", d.status, d.loss_kind as "lossKind",
      d.amount_cents as "amountCents", d.currency, d.created_at as "createdAt",
      d.expected_close_on as "expectedCloseOn", d.closed_at as "closedAt", d.pitched_on as "pitchedOn",
      d.offered_term_months as "offeredTermMonths", d.competitor, d.lead_source as "leadSource",
      d.crm_reason as "crmReason", d.attributes, (
        select coalesce(e.source_key, 'id:' || e.id) from win_backs w
        join deals e on e.workspace_id = w.workspace_id and e.id = w.earlier_deal_id
        where w.workspace_id = d.workspace_id and w.deal_id = d.id) as "wonBackFrom", (
        select c.due_on from check_ups c
        where c.workspace_id = d.workspace_id and c.deal_id = d.id and c.done_at is null and d.status = 'lost') as "callOn"
    from (
      select * from deals d where ${seen(workspace, visible)} and ${after ? sql`d.id > ${after}::uuid` : sql`true`}
      order by d.id limit ${limit}
    ) d
    join pipelines p on p.workspace_id = d.workspace_id and p.id = d.pipeline_id
    join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    left join members m on m.workspace_id = d.workspace_id and m.id = d.owner_id
    order by d.id`.execute(db);
  return rows;
}

/** What the imported columns without a field of their own are called, in alphabetical order. */
export async function listAttributeNames(db: Db, workspace: WorkspaceId, visible: VisibleOwners): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct attribute.name from deals d, jsonb_object_keys(d.attributes) attribute (name)
    where ${seen(workspace, visible)} order by attribute.name`.execute(db);
  return rows.map(({ name }) => name);
}

const seen = (workspace: WorkspaceId, visible: VisibleOwners): RawBuilder<unknown> =>
  sql`d.workspace_id = ${workspace} and ${ownedByVisible(visible)}`;
