import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DealRow } from "../contract.ts";
import { dealRowOf, type ListedDeal, listedColumns } from "../store.ts";

/** What the deal's own page says of it beside what a list shows. */
export type DealDetails = {
  pitchedOn: Day | null;
  offeredTermMonths: number | null;
  competitor: string | null;
  leadSource: string | null;
  crmReason: string | null;
  attributes: unknown;
  changedAt: Date;
};

export async function findDealDetails(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  today: Day,
): Promise<{ row: DealRow; details: DealDetails } | undefined> {
  const { rows } = await sql<ListedDeal & DealDetails>`
    select ${listedColumns(today)}, d.pitched_on as "pitchedOn", d.offered_term_months as "offeredTermMonths",
      d.competitor, d.lead_source as "leadSource", d.crm_reason as "crmReason", d.attributes, d.changed_at as "changedAt"
    from deals d where d.workspace_id = ${workspace} and d.id = ${dealId}`.execute(db);
  const [deal] = rows;
  if (!deal) return undefined;
  const { pitchedOn, offeredTermMonths, competitor, leadSource, crmReason, attributes, changedAt } = deal;
  return {
    row: dealRowOf(deal),
    details: { pitchedOn, offeredTermMonths, competitor, leadSource, crmReason, attributes, changedAt },
  };
}
