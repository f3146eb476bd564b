import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { isPutAway, type Viewer } from "../../deals/put-away/store.ts";

export type StoredReset = {
  id: string;
  dealId: string;
  lesson: string;
  resetsOn: Day;
  setAt: Date;
  undoneAt: Date | null;
};

const columns = [
  "id",
  "deal_id as dealId",
  "lesson",
  "resets_on as resetsOn",
  "set_at as setAt",
  "undone_at as undoneAt",
] as const;

/** A reset of this person. Nobody else's is ever looked up by its id. */
export async function findReset(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  id: string,
): Promise<StoredReset | undefined> {
  return db
    .selectFrom("resets")
    .select(columns)
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The one that stands for a loss, if this person set one; of a close undone since, it may be an old one. */
export async function findResetOf(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  dealId: string,
): Promise<StoredReset | undefined> {
  return db
    .selectFrom("resets")
    .select(columns)
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("deal_id", "=", dealId)
    .where("undone_at", "is", null)
    .executeTakeFirst();
}

export type NewReset = { id: string; memberId: string; dealId: string; lesson: string; resetsOn: Day; setAt: Date };

/** False when this id is taken. */
export async function insertReset(tx: Tx, workspace: WorkspaceId, reset: NewReset): Promise<boolean> {
  const inserted = await tx
    .insertInto("resets")
    .values({
      workspace_id: workspace,
      id: reset.id,
      member_id: reset.memberId,
      deal_id: reset.dealId,
      lesson: reset.lesson,
      resets_on: reset.resetsOn,
      set_at: reset.setAt,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

export async function updateResetUndone(tx: Tx, workspace: WorkspaceId, id: string, undoneAt: Date): Promise<void> {
  await tx
    .updateTable("resets")
    .set({ undone_at: undoneAt })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** A person's losses looked at for those still before them; older ones are behind anybody. */
const latestLosses = 50;

/** Their own losses debriefed since then and not put away, newest close first. */
export async function listLossesDebriefed(
  db: Db,
  workspace: WorkspaceId,
  viewer: Viewer,
  { since, limit }: { since: Date; limit: number },
): Promise<{ dealId: string; recordedAt: Date }[]> {
  const { rows } = await sql<{ dealId: string; recordedAt: Date }>`
    select d.id as "dealId", b.recorded_at as "recordedAt"
    from (
      select * from deals
      where workspace_id = ${workspace} and owner_id = ${viewer.memberId} and status = 'lost'
      order by newest_at desc, id desc limit ${latestLosses}
    ) d
    join debriefs b on b.workspace_id = d.workspace_id and b.deal_id = d.id and b.state = 'recorded'
      and b.closed_at = date_trunc('milliseconds', coalesce(d.closed_at, d.recorded_at))
    where b.recorded_at > ${since} and not ${isPutAway(viewer)}
    order by d.newest_at desc, d.id desc limit ${limit}`.execute(db);
  return rows;
}
