import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { VisibleOwners } from "../deals/access.ts";
import type { DealStatus } from "../deals/contract.ts";
import { ownedByVisible } from "../deals/store.ts";
import type { CheckUpShape } from "./calls/contract.ts";

export type StoredCheckUp = Omit<CheckUpShape, "amount" | "doneAt" | "reopenedAs"> & {
  amountCents: number | null;
  currency: string | null;
  doneAt: Date | null;
  newId: string | null;
  newName: string | null;
  newStatus: DealStatus | null;
};

/** One look-up a name, never a join: a page of calls wants a page of each, whatever the tables hold. */
export const checkUpColumns = sql`
  c.id, c.deal_id as "dealId", d.name as "dealName", d.owner_id as "ownerId", d.amount_cents as "amountCents", d.currency,
  (select name from accounts where workspace_id = d.workspace_id and id = d.account_id) as "accountName",
  (select name from members where workspace_id = d.workspace_id and id = d.owner_id) as "ownerName",
  c.due_on as "dueOn", c.basis, c.note, c.outcome, c.reached, c.done_at as "doneAt",
  (select name from members where workspace_id = c.workspace_id and id = c.done_by) as "doneByName",
  c.reopened_as as "newId",
  (select name from deals where workspace_id = c.workspace_id and id = c.reopened_as) as "newName",
  (select status from deals where workspace_id = c.workspace_id and id = c.reopened_as) as "newStatus"`;

const checkUpRows = sql`
  select ${checkUpColumns}
  from check_ups c
  join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id`;

export function checkUpOf(row: StoredCheckUp): CheckUpShape {
  const { amountCents, currency, doneAt, newId, newName, newStatus, ...shown } = row;
  return {
    ...shown,
    amount: amountCents !== null && currency !== null ? { amountCents, currency } : null,
    doneAt: doneAt?.toISOString() ?? null,
    reopenedAs:
      newId !== null && newName !== null && newStatus !== null
        ? { dealId: newId, name: newName, status: newStatus }
        : null,
  };
}

export async function findCheckUp(db: Db, workspace: WorkspaceId, id: string): Promise<CheckUpShape | undefined> {
  const { rows } = await sql<StoredCheckUp>`
    ${checkUpRows} where c.workspace_id = ${workspace} and c.id = ${id}`.execute(db);
  return rows[0] && checkUpOf(rows[0]);
}

/** The one call this deal waits for, if it waits for one. */
export async function findWaitingCheckUp(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
): Promise<CheckUpShape | undefined> {
  const { rows } = await sql<StoredCheckUp>`
    ${checkUpRows}
    where c.workspace_id = ${workspace} and c.deal_id = ${dealId} and c.done_at is null`.execute(db);
  return rows[0] && checkUpOf(rows[0]);
}

/** Whether a call of this deal was set or made since then. */
export async function hasCheckUpSince(db: Db, workspace: WorkspaceId, dealId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select from check_ups where workspace_id = ${workspace} and deal_id = ${dealId}
      and (created_at >= ${since} or done_at >= ${since}) limit 1`.execute(db);
  return rows.length > 0;
}

export type CheckUpFilter = {
  visible: VisibleOwners;
  ownerId?: string | undefined;
  dealId?: string | undefined;
  dueFrom?: Day | undefined;
  dueBy?: Day | undefined;
  done: boolean;
};
/** Where a page ended. */
export type CheckUpPlace = Pick<CheckUpShape, "dueOn" | "doneAt" | "id">;

export const isWanted = (workspace: WorkspaceId, filter: CheckUpFilter): RawBuilder<SqlBool> => sql`
  c.workspace_id = ${workspace}
  and ${
    // A deal won after all is no lost customer to call; the call stays, should it be opened and lost again.
    filter.done ? sql`c.done_at is not null` : sql`c.done_at is null and d.status <> 'won'`
  }
  and ${ownedByVisible(filter.visible)}
  and ${filter.ownerId === undefined ? sql`true` : sql`d.owner_id = ${filter.ownerId}`}
  and ${filter.dealId === undefined ? sql`true` : sql`c.deal_id = ${filter.dealId}`}
  and ${filter.dueFrom === undefined ? sql`true` : sql`c.due_on >= ${filter.dueFrom}::date`}
  and ${filter.dueBy === undefined ? sql`true` : sql`c.due_on <= ${filter.dueBy}::date`}`;

const beyond = ({ dueOn, doneAt, id }: CheckUpPlace): RawBuilder<SqlBool> =>
  doneAt === null
    ? sql`(c.due_on, c.id) > (${dueOn}::date, ${id}::uuid)`
    : sql`(c.done_at, c.id) < (${doneAt}::timestamptz, ${id}::uuid)`;

/** Soonest first; of those done, the last call first. */
export async function listCheckUps(
  db: Db,
  workspace: WorkspaceId,
  filter: CheckUpFilter,
  { after, limit }: { after: CheckUpPlace | null; limit: number },
): Promise<CheckUpShape[]> {
  const { rows } = await sql<StoredCheckUp>`
    ${checkUpRows}
    where ${isWanted(workspace, filter)}
      and ${after ? beyond(after) : sql`true`}
    order by ${filter.done ? sql`c.done_at desc, c.id desc` : sql`c.due_on, c.id`}
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
  /** The call in which this one was asked for. */
  follows?: string;
};

export async function insertCheckUp(tx: Tx, workspace: WorkspaceId, checkUp: NewCheckUp): Promise<void> {
  await tx.insertInto("check_ups").values(columnsOf(workspace, checkUp)).execute();
}

const columnsOf = (workspace: WorkspaceId, checkUp: NewCheckUp) => ({
  workspace_id: workspace,
  id: checkUp.id,
  deal_id: checkUp.dealId,
  due_on: checkUp.dueOn,
  basis: checkUp.basis,
  note: checkUp.note,
  created_by: checkUp.createdBy,
  created_at: checkUp.createdAt,
  follows: checkUp.follows ?? null,
});

/**
 * Sets the call a deal waits for, or moves the one that waits: it keeps its id and, where none is given, its note. In one
 * statement, for a loss may set one at this moment.
 */
export async function upsertWaitingCheckUp(
  tx: Tx,
  workspace: WorkspaceId,
  { note, ...checkUp }: Omit<NewCheckUp, "note" | "follows"> & { note: string | undefined },
): Promise<void> {
  await tx
    .insertInto("check_ups")
    .values(columnsOf(workspace, { ...checkUp, note: note ?? "" }))
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "deal_id"])
        .where("done_at", "is", null)
        .doUpdateSet({
          due_on: checkUp.dueOn,
          basis: checkUp.basis,
          ...(note === undefined ? {} : { note }),
        }),
    )
    .execute();
}

export type HowItWent = {
  outcome: NonNullable<CheckUpShape["outcome"]>;
  reached: boolean;
  note: string;
  doneBy: string;
  doneAt: Date;
  reopenedAs: string | null;
};

export async function updateToDone(tx: Tx, workspace: WorkspaceId, id: string, went: HowItWent): Promise<void> {
  await tx
    .updateTable("check_ups")
    .set({
      outcome: went.outcome,
      reached: went.reached,
      note: went.note,
      done_by: went.doneBy,
      done_at: went.doneAt,
      reopened_as: went.reopenedAs,
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** It waits again, as if it had not been made; what was noted stays. */
export async function updateToWaiting(tx: Tx, workspace: WorkspaceId, id: string): Promise<void> {
  await tx
    .updateTable("check_ups")
    .set({ outcome: null, reached: null, done_by: null, done_at: null, reopened_as: null })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** No call waits for this deal any more. */
export async function deleteWaiting(tx: Tx, workspace: WorkspaceId, dealId: string): Promise<void> {
  await tx
    .deleteFrom("check_ups")
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", dealId)
    .where("done_at", "is", null)
    .execute();
}

/** Takes out the call that was asked for in another, while it waits; false when there is none. */
export async function deleteFollowing(tx: Tx, workspace: WorkspaceId, followed: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("check_ups")
    .where("workspace_id", "=", workspace)
    .where("follows", "=", followed)
    .where("done_at", "is", null)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export type LossToCall = {
  dealId: string;
  closedAt: Date;
  pitchedOn: Day | null;
  offeredTermMonths: number | null;
  /** The day that the file names which brought the deal. */
  toldOn: Day | null;
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
      d.offered_term_months as "offeredTermMonths", d.call_told_on as "toldOn"
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
    .values(checkUps.map((checkUp) => columnsOf(workspace, checkUp)))
    .onConflict((conflict) => conflict.columns(["workspace_id", "deal_id"]).where("done_at", "is", null).doNothing())
    .execute();
}
