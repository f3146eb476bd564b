import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** Whose feelings, about which close. */
export type FeelingsPlace = { memberId: string; dealId: string; closedAt: Date };
export type StoredFeelings = { version: number; sealed: Buffer };

const placed = ({ memberId, dealId, closedAt }: FeelingsPlace) => ({
  member_id: memberId,
  deal_id: dealId,
  closed_at: closedAt,
});

export async function findFeelings(
  db: Db,
  workspace: WorkspaceId,
  { memberId, dealId, closedAt }: FeelingsPlace,
): Promise<StoredFeelings | undefined> {
  return db
    .selectFrom("feelings")
    .select(["version", "sealed"])
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("deal_id", "=", dealId)
    .where("closed_at", "=", closedAt)
    .executeTakeFirst();
}

/** False: another window of theirs was quicker. */
export async function insertFeelings(
  tx: Tx,
  workspace: WorkspaceId,
  place: FeelingsPlace,
  sealed: Buffer,
): Promise<boolean> {
  const made = await tx
    .insertInto("feelings")
    .values({ workspace_id: workspace, ...placed(place), sealed })
    .onConflict((conflict) => conflict.columns(["workspace_id", "member_id", "deal_id", "closed_at"]).doNothing())
    .returning("version")
    .executeTakeFirst();
  return made !== undefined;
}

/** False: they are no longer as they were seen. */
export async function updateFeelings(
  tx: Tx,
  workspace: WorkspaceId,
  { memberId, dealId, closedAt }: FeelingsPlace,
  { version, sealed }: StoredFeelings,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("feelings")
    .set({ sealed, version: version + 1 })
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("deal_id", "=", dealId)
    .where("closed_at", "=", closedAt)
    .where("version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Without an instant, those about the deal's present close. False: there were none. */
export async function deleteFeelingsOf(
  db: Db,
  workspace: WorkspaceId,
  { memberId, dealId, closedAt }: Omit<FeelingsPlace, "closedAt"> & { closedAt: Date | undefined },
): Promise<boolean> {
  const presentClose = sql<Date>`(select date_trunc('milliseconds', coalesce(closed_at, recorded_at)) from deals
    where workspace_id = ${workspace} and id = ${dealId})`;
  const { numDeletedRows } = await db
    .deleteFrom("feelings")
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("deal_id", "=", dealId)
    .where("closed_at", "=", closedAt ?? presentClose)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export type ListedFeelings = {
  dealId: string;
  dealName: string;
  ownerId: string | null;
  outcome: "won" | "lost" | null;
  closedAt: Date;
} & StoredFeelings;

/** A person's own, newest close first. */
export async function listFeelingsOf(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { after, limit }: { after: { closedAt: string; dealId: string } | null; limit: number },
): Promise<ListedFeelings[]> {
  const { rows } = await sql<ListedFeelings>`
    select f.deal_id as "dealId", d.name as "dealName", d.owner_id as "ownerId", f.closed_at as "closedAt",
      coalesce(b.outcome, case when d.status <> 'open' then d.status end) as outcome, f.version, f.sealed
    from feelings f
    join deals d on d.workspace_id = f.workspace_id and d.id = f.deal_id
    left join debriefs b
      on b.workspace_id = f.workspace_id and b.deal_id = f.deal_id and b.closed_at = f.closed_at
    where f.workspace_id = ${workspace} and f.member_id = ${memberId}
      and (${after === null} or (f.closed_at, f.deal_id) < (${after?.closedAt ?? null}::timestamptz, ${after?.dealId ?? null}::uuid))
    order by f.closed_at desc, f.deal_id desc
    limit ${limit}`.execute(db);
  return rows;
}
