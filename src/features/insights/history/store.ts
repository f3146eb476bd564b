import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DealStatus } from "../../deals/contract.ts";
import type { DealHead } from "../../deals/record/rules.ts";

/** What a deal is, beside what happened on it. */
export type DealOutline = {
  id: string;
  status: DealStatus;
  ownerId: string | null;
  pipelineId: string;
  pipelineName: string;
  createdAt: Instant | null;
  closedAt: Instant | null;
  /** Null where the amount is not in the workspace's currency. */
  amountCents: number | null;
  leadSource: string | null;
  accountName: string | null;
  accountAttributes: Record<string, string>;
  attributes: Record<string, string>;
};

const batch = 500;

/** What a deal is, and what its record says of it beside what happened. */
export type PastDeal = { outline: DealOutline; head: DealHead };
type Headed = DealOutline &
  Pick<DealHead, "stageId" | "lossKind" | "currency" | "expectedCloseOn" | "recordedAt" | "standsInClosedStage"> & {
    anyAmountCents: number | null;
  };

const outline = (currency: string, more = sql``) => sql`
  d.id, d.status, d.owner_id as "ownerId", d.pipeline_id as "pipelineId", p.name as "pipelineName",
  floor(extract(epoch from d.created_at) * 1000)::float8 as "createdAt",
  floor(extract(epoch from d.closed_at) * 1000)::float8 as "closedAt",
  case when d.currency is null or d.currency = ${currency} then d.amount_cents end as "amountCents",
  d.lead_source as "leadSource", a.name as "accountName",
  coalesce(a.attributes, '{}') as "accountAttributes", d.attributes ${more}
  from deals d
  join pipelines p on p.workspace_id = d.workspace_id and p.id = d.pipeline_id
  left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id`;

const head = sql`, d.stage_id as "stageId", d.loss_kind as "lossKind", d.currency, d.amount_cents as "anyAmountCents",
  d.expected_close_on as "expectedCloseOn", floor(date_part('epoch', d.recorded_at) * 1000 + 0.0005) as "recordedAt",
  (select type <> 'open' from stages where workspace_id = d.workspace_id and id = d.stage_id) as "standsInClosedStage"`;

/** Every closed, or every open, deal in the order of ids, in batches. */
export async function* streamPastDeals(
  db: Db,
  workspace: WorkspaceId,
  { status, currency, signal }: { status: "closed" | "open"; currency: string; signal?: AbortSignal | undefined },
): AsyncGenerator<PastDeal[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  while (true) {
    signal?.throwIfAborted();
    const { rows } = await sql<Headed>`
      select ${outline(currency, head)}
      where d.workspace_id = ${workspace} and d.id > ${after}::uuid
        and ${status === "open" ? sql`d.status = 'open'` : sql`d.status <> 'open'`}
      order by d.id limit ${batch}`.execute(db);
    if (rows.length > 0) yield rows.map((row) => ({ outline: row, head: { ...row, amountCents: row.anyAmountCents } }));
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    after = last.id;
  }
}

export async function findDealOutline(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  currency: string,
): Promise<DealOutline | undefined> {
  const { rows } = await sql<DealOutline>`
    select ${outline(currency)} where d.workspace_id = ${workspace} and d.id = ${dealId}::uuid`.execute(db);
  return rows[0];
}

/** How many deals there are to look at. */
export async function countDeals(db: Db, workspace: WorkspaceId): Promise<{ closed: number; open: number }> {
  const { rows } = await sql<{ closed: number; open: number }>`
    select count(*) filter (where status <> 'open') as closed, count(*) filter (where status = 'open') as open
    from deals where workspace_id = ${workspace}`.execute(db);
  return rows[0] ?? { closed: 0, open: 0 };
}

/** Whether the CRM gives its deals ids: then two rows that are the same in everything are two deals. */
export async function dealsHaveIds(db: Db, workspace: WorkspaceId): Promise<boolean> {
  const row = await db
    .selectFrom("deals")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where("source_key", "like", "id:%")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
