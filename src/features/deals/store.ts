import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { Teammate, VisibleOwners } from "./access.ts";
import type { DealRow, DealStatus, LossKind } from "./contract.ts";
import type { LastStanding } from "./standing/rules.ts";

/** A deal as it stands, for a use case to decide on. */
export type StoredDeal = {
  id: string;
  name: string;
  accountId: string | null;
  ownerId: string | null;
  pipelineId: string;
  stageId: string;
  status: DealStatus;
  lossKind: LossKind | null;
  amountCents: number | null;
  currency: string | null;
  createdAt: Date | null;
  expectedCloseOn: Day | null;
  /** When it closed; for a closed deal whose CRM did not say, when it arrived here. Null while it is open. */
  closedAt: Date | null;
  pitchedOn: Day | null;
  offeredTermMonths: number | null;
  competitor: string | null;
  leadSource: string | null;
  crmReason: string | null;
  attributes: unknown;
  recordedAt: Date;
  changedAt: Date;
};

/** A row of listedColumns. */
export type ListedDeal = {
  id: string;
  name: string;
  account_id: string | null;
  account_name: string | null;
  owner_id: string | null;
  owner_name: string | null;
  pipeline_id: string;
  stage_id: string;
  stage_name: string;
  status: DealStatus;
  loss_kind: LossKind | null;
  amount_cents: number | null;
  currency: string | null;
  created_at: Date | null;
  expected_close_on: Day | null;
  closed_at: Date | null;
  newest_at: Date;
  debriefed: boolean;
  snoozed_until: Day | null;
};

/** Keeps only the deals somebody sees, in any query that calls the deals' table `deal`. */
export function ownedByVisible(visible: VisibleOwners, deal = "d"): RawBuilder<SqlBool> {
  if (visible === "all") return sql`true`;
  const owner = sql.ref(`${deal}.owner_id`);
  const theirs = sql<SqlBool>`${owner} = any(${visible.owners}::uuid[])`;
  return visible.unowned ? sql`(${theirs} or ${owner} is null)` : theirs;
}

/** Deals as lists show them, in the order of their ids; those that are not there are left out. */
export async function listDealRows(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
  today: Day,
): Promise<DealRow[]> {
  if (dealIds.length === 0) return [];
  const { rows } = await sql<ListedDeal>`
    select ${listedColumns(today)} from unnest(${dealIds}::uuid[]) with ordinality asked (id, position)
    join deals d on d.workspace_id = ${workspace} and d.id = asked.id
    order by asked.position`.execute(db);
  return rows.map(dealRowOf);
}

export async function findDealRow(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  today: Day,
): Promise<DealRow | undefined> {
  return (await listDealRows(db, workspace, [dealId], today))[0];
}

export async function findDeal(db: Db, workspace: WorkspaceId, dealId: string): Promise<StoredDeal | undefined> {
  return storedDeals(db, workspace, [dealId]).executeTakeFirst();
}

/**
 * Holds the deal until the transaction ends: two changes to one deal come one after the other. Its key stays free for
 * rows that point at it, so that a job storing this deal's readings and a change waiting for that job never stop each other.
 */
export async function lockDeal(tx: Tx, workspace: WorkspaceId, dealId: string): Promise<StoredDeal | undefined> {
  return storedDeals(tx, workspace, [dealId]).forNoKeyUpdate().executeTakeFirst();
}

/** The same for several, in the order of their ids: two who hold some of the same wait for each other, and never in a ring. */
export async function lockDeals(tx: Tx, workspace: WorkspaceId, dealIds: readonly string[]): Promise<StoredDeal[]> {
  return storedDeals(tx, workspace, dealIds).orderBy("id").forNoKeyUpdate().execute();
}

export type DealValues = Pick<StoredDeal, "name" | "accountId" | "ownerId" | "pipelineId" | "stageId"> &
  Pick<StoredDeal, "amountCents" | "currency" | "expectedCloseOn" | "pitchedOn" | "offeredTermMonths"> &
  Pick<StoredDeal, "competitor" | "leadSource">;

/** Adds an open deal; false when one with this id is there already. */
export async function insertDeal(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  values: DealValues,
  now: Date,
): Promise<boolean> {
  const inserted = await tx
    .insertInto("deals")
    .values({
      workspace_id: workspace,
      id,
      // So that an export of ours, imported again, finds the deal it came from.
      source_key: `id:${id}`,
      status: "open",
      created_at: now,
      recorded_at: now,
      changed_at: now,
      ...columnsOf(values),
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

export async function updateDeal(tx: Tx, workspace: WorkspaceId, dealId: string, values: DealValues): Promise<void> {
  await deal(tx, workspace, dealId).set(columnsOf(values)).execute();
}

export async function updateExpectedClose(
  tx: Tx,
  workspace: WorkspaceId,
  dealId: string,
  expectedCloseOn: Day | null,
): Promise<void> {
  await deal(tx, workspace, dealId).set({ expected_close_on: expectedCloseOn }).execute();
}

/** Where the deal stands: its stage, and how it ended if it did. */
export async function updateStanding(
  tx: Tx,
  workspace: WorkspaceId,
  dealId: string,
  standing: Pick<StoredDeal, "stageId" | "status" | "lossKind" | "closedAt">,
  /** What it takes to take this change back; any other change can no longer be. */
  lastStanding: LastStanding | null = null,
): Promise<void> {
  await deal(tx, workspace, dealId)
    .set({
      stage_id: standing.stageId,
      status: standing.status,
      loss_kind: standing.lossKind,
      closed_at: standing.closedAt,
      last_standing: lastStanding && JSON.stringify(lastStanding),
    })
    .execute();
}

export async function updateCompetitor(
  tx: Tx,
  workspace: WorkspaceId,
  dealId: string,
  competitor: string | null,
): Promise<void> {
  await deal(tx, workspace, dealId).set({ competitor }).execute();
}

/** A fact of this deal changed: flag readings older than this are stale. */
export async function updateDealChangedAt(tx: Tx, workspace: WorkspaceId, dealId: string, now: Date): Promise<void> {
  await deal(tx, workspace, dealId).set({ changed_at: now }).execute();
}

function deal(tx: Tx, workspace: WorkspaceId, dealId: string) {
  return tx.updateTable("deals").where("workspace_id", "=", workspace).where("id", "=", dealId);
}

export async function listTeammates(db: Db, workspace: WorkspaceId): Promise<Teammate[]> {
  return db
    .selectFrom("members")
    .select(["id", "manager_id as managerId"])
    .where("workspace_id", "=", workspace)
    .execute();
}

export async function hasMember(db: Db, workspace: WorkspaceId, memberId: string): Promise<boolean> {
  const member = await db
    .selectFrom("members")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where("id", "=", memberId)
    .executeTakeFirst();
  return member !== undefined;
}

/** Whether the close that stands now was debriefed (of a deal `d`); a debrief of a close undone does not count. */
export const isDebriefed = sql<boolean>`(d.status <> 'open' and exists (
  select from debriefs b
  where b.workspace_id = d.workspace_id and b.deal_id = d.id and b.state = 'recorded'
    and b.closed_at = coalesce(d.closed_at, d.recorded_at)))`;

/** What a list shows of a deal `d`. One look-up a name, never a join: fifty rows want fifty of each, whatever the tables hold. */
export const listedColumns = (today: Day) => sql`
  d.id, d.name, d.account_id, d.owner_id, d.pipeline_id, d.stage_id, d.status, d.loss_kind, d.amount_cents, d.currency,
  d.created_at, d.expected_close_on, d.closed_at, d.newest_at,
  (select name from accounts where workspace_id = d.workspace_id and id = d.account_id) as account_name,
  (select name from members where workspace_id = d.workspace_id and id = d.owner_id) as owner_name,
  (select name from stages where workspace_id = d.workspace_id and id = d.stage_id) as stage_name,
  ${isDebriefed} as debriefed,
  case when d.status = 'open' then (
    select max(until_on) from snoozes
    where workspace_id = d.workspace_id and deal_id = d.id and ended_at is null and until_on > ${today}::date
  ) end as snoozed_until`;

export function dealRowOf(row: ListedDeal): DealRow {
  return {
    id: row.id,
    name: row.name,
    accountId: row.account_id,
    accountName: row.account_name,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    pipelineId: row.pipeline_id,
    stageId: row.stage_id,
    stageName: row.stage_name,
    status: row.status,
    lossKind: row.loss_kind,
    amount:
      row.amount_cents !== null && row.currency !== null
        ? { amountCents: row.amount_cents, currency: row.currency }
        : null,
    createdAt: row.created_at?.toISOString() ?? null,
    expectedCloseOn: row.expected_close_on,
    closedAt: row.closed_at?.toISOString() ?? null,
    debriefed: row.debriefed,
    snoozedUntil: row.snoozed_until,
  };
}

function storedDeals(db: Db, workspace: WorkspaceId, dealIds: readonly string[]) {
  return db
    .selectFrom("deals")
    .select((column) => [
      "id",
      "name",
      "account_id as accountId",
      "owner_id as ownerId",
      "pipeline_id as pipelineId",
      "stage_id as stageId",
      column.ref("status").$castTo<DealStatus>().as("status"),
      column.ref("loss_kind").$castTo<LossKind | null>().as("lossKind"),
      "amount_cents as amountCents",
      "currency",
      "created_at as createdAt",
      "expected_close_on as expectedCloseOn",
      sql<Date | null>`case when status <> 'open' then coalesce(closed_at, recorded_at) end`.as("closedAt"),
      "pitched_on as pitchedOn",
      "offered_term_months as offeredTermMonths",
      "competitor",
      "lead_source as leadSource",
      "crm_reason as crmReason",
      "attributes",
      "recorded_at as recordedAt",
      "changed_at as changedAt",
    ])
    .where("workspace_id", "=", workspace)
    .where(sql<boolean>`id = any(${[...dealIds]}::uuid[])`);
}

function columnsOf(values: DealValues) {
  return {
    name: values.name,
    account_id: values.accountId,
    owner_id: values.ownerId,
    pipeline_id: values.pipelineId,
    stage_id: values.stageId,
    amount_cents: values.amountCents,
    currency: values.currency,
    expected_close_on: values.expectedCloseOn,
    pitched_on: values.pitchedOn,
    offered_term_months: values.offeredTermMonths,
    competitor: values.competitor,
    lead_source: values.leadSource,
  };
}
