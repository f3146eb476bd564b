import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { VisibleOwners } from "../deals/access.ts";
import { ownedByVisible } from "../deals/store.ts";
import type { CheckUpShape } from "./contract.ts";

type StoredCheckUp = Omit<CheckUpShape, "amount" | "doneAt"> & {
  amountCents: number | null;
  currency: string | null;
  doneAt: Date | null;
};

const checkUpColumns = sql`
  c.id, c.deal_id as "dealId", d.name as "dealName", a.name as "accountName", d.owner_id as "ownerId",
  m.name as "ownerName", d.amount_cents as "amountCents", d.currency, c.due_on as "dueOn", c.basis, c.note, c.outcome,
  c.done_at as "doneAt"
  from check_ups c
  join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
  left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
  left join members m on m.workspace_id = d.workspace_id and m.id = d.owner_id`;

function checkUpOf({ amountCents, currency, doneAt, ...row }: StoredCheckUp): CheckUpShape {
  return {
    ...row,
    amount: amountCents !== null && currency !== null ? { amountCents, currency } : null,
    doneAt: doneAt?.toISOString() ?? null,
  };
}

export async function findCheckUp(db: Db, workspace: WorkspaceId, id: string): Promise<CheckUpShape | undefined> {
  const { rows } = await sql<StoredCheckUp>`
    select ${checkUpColumns} where c.workspace_id = ${workspace} and c.id = ${id}`.execute(db);
  return rows[0] && checkUpOf(rows[0]);
}

/** The one call this deal waits for, if it waits for one. */
export async function findWaitingCheckUp(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
): Promise<CheckUpShape | undefined> {
  const { rows } = await sql<StoredCheckUp>`
    select ${checkUpColumns}
    where c.workspace_id = ${workspace} and c.deal_id = ${dealId} and c.done_at is null`.execute(db);
  return rows[0] && checkUpOf(rows[0]);
}

export type CheckUpFilter = {
  visible: VisibleOwners;
  ownerId?: string | undefined;
  dealId?: string | undefined;
  dueBy?: Day | undefined;
  done: boolean;
};
export type CheckUpPlace = { dueOn: Day; id: string };

const isWanted = (workspace: WorkspaceId, filter: CheckUpFilter): RawBuilder<SqlBool> => sql`
  c.workspace_id = ${workspace}
  and ${
    // A deal won after all is no lost customer to call; the call stays, should it be opened and lost again.
    filter.done ? sql`c.done_at is not null` : sql`c.done_at is null and d.status <> 'won'`
  }
  and ${ownedByVisible(filter.visible)}
  and ${filter.ownerId === undefined ? sql`true` : sql`d.owner_id = ${filter.ownerId}`}
  and ${filter.dealId === undefined ? sql`true` : sql`c.deal_id = ${filter.dealId}`}
  and ${filter.dueBy === undefined ? sql`true` : sql`c.due_on <= ${filter.dueBy}::date`}`;

/** Soonest first. */
export async function listCheckUps(
  db: Db,
  workspace: WorkspaceId,
  filter: CheckUpFilter,
  { after, limit }: { after: CheckUpPlace | null; limit: number },
): Promise<CheckUpShape[]> {
  const { rows } = await sql<StoredCheckUp>`
    select ${checkUpColumns}
    where ${isWanted(workspace, filter)}
      and ${after ? sql`(c.due_on, c.id) > (${after.dueOn}::date, ${after.id}::uuid)` : sql`true`}
    order by c.due_on, c.id
    limit ${limit}`.execute(db);
  return rows.map(checkUpOf);
}

export async function countCheckUps(db: Db, workspace: WorkspaceId, filter: CheckUpFilter): Promise<number> {
  const { rows } = await sql<{ checkUps: number }>`
    select count(*) as "checkUps" from check_ups c
    -- The calls due are few: their deals are looked up, however many deals there are.
    cross join lateral (
      select status, owner_id from deals where workspace_id = c.workspace_id and id = c.deal_id offset 0
    ) d
    where ${isWanted(workspace, filter)}`.execute(db);
  return rows[0]?.checkUps ?? 0;
}

export type NewCheckUp = Pick<CheckUpShape, "id" | "dealId" | "dueOn" | "basis" | "note"> & {
  createdBy: string | null;
  createdAt: Date;
};

export async function insertCheckUp(tx: Tx, workspace: WorkspaceId, checkUp: NewCheckUp): Promise<void> {
  await tx
    .insertInto("check_ups")
    .values({
      workspace_id: workspace,
      id: checkUp.id,
      deal_id: checkUp.dealId,
      due_on: checkUp.dueOn,
      basis: checkUp.basis,
      note: checkUp.note,
      created_by: checkUp.createdBy,
      created_at: checkUp.createdAt,
    })
    .execute();
}

export async function updateCheckUp(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  change: Partial<Pick<CheckUpShape, "dueOn" | "basis" | "note" | "outcome">> & { doneAt?: Date },
): Promise<void> {
  await tx
    .updateTable("check_ups")
    .set({
      due_on: change.dueOn,
      basis: change.basis,
      note: change.note,
      outcome: change.outcome,
      done_at: change.doneAt,
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

export type LossToCall = {
  dealId: string;
  closedAt: Date;
  pitchedOn: Day | null;
  offeredTermMonths: number | null;
};

/** Losses that never had a check-up, in order of their id: these deals, or all that closed since a day. */
export async function listLossesWithoutCheckUp(
  db: Db,
  workspace: WorkspaceId,
  which: { dealIds: readonly string[] } | { closedSince: Day },
  { after, limit }: { after: string | null; limit: number },
): Promise<LossToCall[]> {
  const chosen =
    "dealIds" in which ? sql`d.id = any(${which.dealIds}::uuid[])` : sql`d.closed_at >= ${which.closedSince}::date`;
  const { rows } = await sql<LossToCall>`
    select d.id as "dealId", d.closed_at as "closedAt", d.pitched_on as "pitchedOn",
      d.offered_term_months as "offeredTermMonths"
    from deals d
    where d.workspace_id = ${workspace} and d.status = 'lost' and d.closed_at is not null and ${chosen}
      and ${after === null ? sql`true` : sql`d.id > ${after}::uuid`}
      and not exists (select from check_ups c where c.workspace_id = d.workspace_id and c.deal_id = d.id)
    order by d.id limit ${limit}`.execute(db);
  return rows;
}

/** Takes out calls that a loss set by itself, of deals that are open and were never lost: that loss was taken back. */
export async function deleteCallsOfNoLoss(db: Db, workspace: WorkspaceId, dealIds: readonly string[]): Promise<void> {
  await sql`
    delete from check_ups c using deals d
    where c.workspace_id = ${workspace} and c.deal_id = any(${dealIds}::uuid[])
      and c.created_by is null and c.done_at is null and c.basis <> 'chosen'
      and d.workspace_id = c.workspace_id and d.id = c.deal_id and d.status = 'open'
      and not exists (select from earlier_outcomes e
        where e.workspace_id = d.workspace_id and e.deal_id = d.id and e.status = 'lost')`.execute(db);
}

/** Sets many at once; a deal that got one meanwhile keeps it. */
export async function insertCheckUps(db: Db, workspace: WorkspaceId, checkUps: readonly NewCheckUp[]): Promise<void> {
  if (checkUps.length === 0) return;
  await db
    .insertInto("check_ups")
    .values(
      checkUps.map((checkUp) => ({
        workspace_id: workspace,
        id: checkUp.id,
        deal_id: checkUp.dealId,
        due_on: checkUp.dueOn,
        basis: checkUp.basis,
        note: checkUp.note,
        created_by: checkUp.createdBy,
        created_at: checkUp.createdAt,
      })),
    )
    .onConflict((conflict) => conflict.columns(["workspace_id", "deal_id"]).where("done_at", "is", null).doNothing())
    .execute();
}
