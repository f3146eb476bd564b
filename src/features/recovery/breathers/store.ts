import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

export type StoredBreather = {
  id: string;
  memberId: string;
  dealId: string | null;
  beganAt: Date;
  backAt: Date;
  endedAt: Date | null;
};

const columns = [
  "id",
  "member_id as memberId",
  "deal_id as dealId",
  "began_at as beganAt",
  "back_at as backAt",
  "ended_at as endedAt",
] as const;

/** A breather of this person. Nobody else's is ever looked up by its id. */
export async function findBreather(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  id: string,
): Promise<StoredBreather | undefined> {
  return db
    .selectFrom("breathers")
    .select(columns)
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The one this person took last and did not come back from before its time; its return may be behind. */
export async function findLastBreather(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
): Promise<StoredBreather | undefined> {
  return db
    .selectFrom("breathers")
    .select(columns)
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
}

/** A person's breathers that touch a stretch of time, oldest first: what their own calendar shows. */
export async function listBreathersOf(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { from, until }: { from: Date; until: Date },
): Promise<StoredBreather[]> {
  return db
    .selectFrom("breathers")
    .select(columns)
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("back_at", ">", from)
    .where("began_at", "<", until)
    .orderBy("began_at")
    .orderBy("id")
    .execute();
}

export type NewBreather = { id: string; memberId: string; dealId: string | null; beganAt: Instant; backAt: Instant };

/** False when this id is taken. */
export async function insertBreather(tx: Tx, workspace: WorkspaceId, breather: NewBreather): Promise<boolean> {
  const inserted = await tx
    .insertInto("breathers")
    .values({
      workspace_id: workspace,
      id: breather.id,
      member_id: breather.memberId,
      deal_id: breather.dealId,
      began_at: new Date(breather.beganAt),
      back_at: new Date(breather.backAt),
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

export async function updateBreatherEnded(
  tx: Tx,
  workspace: WorkspaceId,
  memberId: string,
  id: string,
  endedAt: Date,
): Promise<void> {
  await tx
    .updateTable("breathers")
    .set({ ended_at: endedAt })
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .execute();
}

/** Two breathers of one person, taken at once, come one after the other. */
export async function lockBreathers(tx: Tx, workspace: WorkspaceId, memberId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`breathers ${workspace} ${memberId}`}, 0))`.execute(tx);
}
