import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";

/** The workspace's newest close, won or lost: two looks at the end of an index, whatever its size. */
export async function findNewestClose(db: Db, workspace: WorkspaceId): Promise<Instant | null> {
  const newest = (status: "won" | "lost") => sql`(
    select newest_at from deals where workspace_id = ${workspace} and status = ${status}
    order by newest_at desc limit 1)`;
  const { rows } = await sql<{ at: Date | null }>`
    select greatest(${newest("won")}, ${newest("lost")}) as at`.execute(db);
  return rows[0]?.at?.getTime() ?? null;
}

export type WaitingFilter = {
  visible: VisibleOwners;
  ownerId?: string | undefined;
  outcome: "won" | "lost";
  /** Closes since this instant wait; earlier ones only when a debrief of theirs was begun. */
  since: Instant;
};
export type WaitingPlace = { newestAt: string; id: string };
export type WaitingDeal = { dealId: string; newestAt: Date; draftStartedAt: Date | null };

const sameClose = sql`b.workspace_id = d.workspace_id and b.deal_id = d.id
  and b.closed_at = date_trunc('milliseconds', coalesce(d.closed_at, d.recorded_at))`;

/** Two arms, so that years of history behind the window are never walked: recent closes, and older ones with a draft. */
function waiting(workspace: WorkspaceId, filter: WaitingFilter, page: RawBuilder<unknown>, end: RawBuilder<unknown>) {
  const owned = sql`d.workspace_id = ${workspace} and d.status = ${filter.outcome} and ${ownedByVisible(filter.visible)}
    and ${filter.ownerId === undefined ? sql`true` : sql`d.owner_id = ${filter.ownerId}`} and ${page}`;
  const since = new Date(filter.since);
  return sql`(
    select d.id, d.newest_at, b.started_at from deals d
    left join debriefs b on ${sameClose}
    where ${owned} and d.newest_at > ${since} and (b.id is null or b.state = 'draft')
    ${end}
  ) union all (
    select d.id, d.newest_at, b.started_at from debriefs b
    join deals d on ${sameClose}
    where b.workspace_id = ${workspace} and b.state = 'draft' and b.outcome = ${filter.outcome}
      and ${owned} and d.newest_at <= ${since}
    ${end}
  )`;
}

/** Newest close first. */
export async function listWaiting(
  db: Db,
  workspace: WorkspaceId,
  filter: WaitingFilter,
  { after, limit }: { after: WaitingPlace | null; limit: number },
): Promise<WaitingDeal[]> {
  const page = after ? sql`(d.newest_at, d.id) < (${after.newestAt}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const end = sql`order by d.newest_at desc, d.id desc limit ${limit}`;
  const { rows } = await sql<WaitingDeal>`
    select w.id as "dealId", w.newest_at as "newestAt", w.started_at as "draftStartedAt"
    from (${waiting(workspace, filter, page, end)}) w
    order by w.newest_at desc, w.id desc
    limit ${limit}`.execute(db);
  return rows;
}

export async function countWaiting(db: Db, workspace: WorkspaceId, filter: WaitingFilter): Promise<number> {
  const { rows } = await sql<{ deals: number }>`
    select count(*) as deals from (${waiting(workspace, filter, sql`true`, sql``)}) w`.execute(db);
  return rows[0]?.deals ?? 0;
}
