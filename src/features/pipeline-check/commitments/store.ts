import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import type { CommitmentShape } from "../contract.ts";

type StoredCommitment = Omit<CommitmentShape, "madeAt" | "endedAt"> & { madeAt: Date; endedAt: Date | null };

const commitmentColumns = sql`
  c.id, c.member_id as "memberId", m.name as "memberName", c.deal_id as "dealId", d.name as "dealName",
  c.flag_id as "flagId", f.name as "flagName", c.repair_id as "repairId", r.name as "repairName", c.wording,
  c.made_at as "madeAt", c.ended_at as "endedAt"
  from commitments c
  join members m on m.workspace_id = c.workspace_id and m.id = c.member_id
  join red_flags f on f.workspace_id = c.workspace_id and f.id = c.flag_id
  join repairs r on r.workspace_id = c.workspace_id and r.id = c.repair_id
  left join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id`;

const commitmentOf = (row: StoredCommitment): CommitmentShape => ({
  ...row,
  madeAt: row.madeAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});

/** Everything a person promised and still holds to, newest first. */
export async function listLiveCommitments(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
): Promise<CommitmentShape[]> {
  const { rows } = await sql<StoredCommitment>`
    select ${commitmentColumns}
    where c.workspace_id = ${workspace} and c.member_id = ${memberId} and c.ended_at is null
    order by c.made_at desc, c.id desc`.execute(db);
  return rows.map(commitmentOf);
}

/** What was promised after this close of a deal, by whomever, and still holds; oldest first. */
export async function listCommitmentsOn(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  closedAt: Date,
): Promise<{ id: string; wording: string }[]> {
  return db
    .selectFrom("commitments")
    .select(["id", "wording"])
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", dealId)
    .where("made_at", ">=", closedAt)
    .where("ended_at", "is", null)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
}

export type CommitmentPlace = { madeAt: string; id: string };

/** Promises of the people whose deals somebody sees, newest first. */
export async function listCommitments(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  filter: { memberId?: string | undefined; ended: boolean; after: CommitmentPlace | null; limit: number },
): Promise<CommitmentShape[]> {
  const { rows } = await sql<StoredCommitment>`
    select ${commitmentColumns}
    where c.workspace_id = ${workspace}
      and ${filter.ended ? sql`c.ended_at is not null` : sql`c.ended_at is null`}
      and ${visible === "all" ? sql`true` : sql`c.member_id = any(${visible.owners}::uuid[])`}
      and ${filter.memberId === undefined ? sql`true` : sql`c.member_id = ${filter.memberId}`}
      and ${filter.after ? sql`(c.made_at, c.id) < (${filter.after.madeAt}::timestamptz, ${filter.after.id}::uuid)` : sql`true`}
    order by c.made_at desc, c.id desc
    limit ${filter.limit}`.execute(db);
  return rows.map(commitmentOf);
}

export async function findCommitment(db: Db, workspace: WorkspaceId, id: string): Promise<CommitmentShape | undefined> {
  const { rows } = await sql<StoredCommitment>`
    select ${commitmentColumns} where c.workspace_id = ${workspace} and c.id = ${id}`.execute(db);
  return rows[0] && commitmentOf(rows[0]);
}

export type NewCommitment = { id: string; flagId: string; repairId: string; wording: string };

/** Adds promises and says how many; one that is there already (a write repeated, or another's) stays as it is. */
export async function insertCommitments(
  tx: Tx,
  workspace: WorkspaceId,
  commitments: readonly NewCommitment[],
  made: { memberId: string; dealId: string | null; at: Date },
): Promise<number> {
  if (commitments.length === 0) return 0;
  const inserted = await tx
    .insertInto("commitments")
    .values(
      commitments.map(({ id, flagId, repairId, wording }) => ({
        workspace_id: workspace,
        id,
        member_id: made.memberId,
        deal_id: made.dealId,
        flag_id: flagId,
        repair_id: repairId,
        wording,
        made_at: made.at,
      })),
    )
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .executeTakeFirst();
  return Number(inserted.numInsertedOrUpdatedRows);
}

export async function updateCommitment(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  change: { flagId?: string; repairId?: string; wording?: string; endedAt?: Date },
): Promise<void> {
  await tx
    .updateTable("commitments")
    .set({ flag_id: change.flagId, repair_id: change.repairId, wording: change.wording, ended_at: change.endedAt })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** Ends what somebody promised on a deal in that very moment. */
export async function updateCommitmentsEnded(
  tx: Tx,
  workspace: WorkspaceId,
  { memberId, dealId, madeAt, endedAt }: { memberId: string; dealId: string; madeAt: Date; endedAt: Date },
): Promise<void> {
  await tx
    .updateTable("commitments")
    .set({ ended_at: endedAt })
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("deal_id", "=", dealId)
    .where("made_at", "=", madeAt)
    .where("ended_at", "is", null)
    .execute();
}

/** Takes out every promise that was made on a deal or on none: what is left of a team that is cleared away. */
export async function deleteCommitments(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await tx.deleteFrom("commitments").where("workspace_id", "=", workspace).execute();
}
