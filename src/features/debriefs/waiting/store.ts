import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";

/** Closes made here since an import that are looked past to find the newest it brought; more are as good as a new history. */
const closesLookedPast = 2_000;

/**
 * The newest close, won or lost, that a deal brought along when it arrived here since that day; closes made here are no
 * history. Two looks at the end of an index, whatever its size.
 */
export async function findNewestCloseBrought(
  db: Db,
  workspace: WorkspaceId,
  arrivedSince: Date,
): Promise<Instant | null> {
  const newest = (status: "won" | "lost") => sql`(
    select newest_at from (
      select newest_at, recorded_at from deals where workspace_id = ${workspace} and status = ${status}
      order by newest_at desc limit ${closesLookedPast}
    ) d where newest_at <= recorded_at and recorded_at > ${arrivedSince}
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

const closedDeals = (workspace: WorkspaceId, filter: WaitingFilter) => sql`
  d.workspace_id = ${workspace} and d.status = ${filter.outcome} and ${ownedByVisible(filter.visible)}
  and ${filter.ownerId === undefined ? sql`true` : sql`d.owner_id = ${filter.ownerId}`}`;

/** Older closes than those that wait by themselves, whose debrief was begun. */
const begun = (workspace: WorkspaceId, filter: WaitingFilter) => sql`
  from debriefs b join deals d on ${sameClose}
  where b.workspace_id = ${workspace} and b.state = 'draft' and b.outcome = ${filter.outcome}
    and ${closedDeals(workspace, filter)} and d.newest_at <= ${new Date(filter.since)}`;

/** Newest close first. Two runs, so that years of history behind the window are never walked. */
export async function listWaiting(
  db: Db,
  workspace: WorkspaceId,
  filter: WaitingFilter,
  { after, limit }: { after: WaitingPlace | null; limit: number },
): Promise<WaitingDeal[]> {
  const page = after ? sql`(d.newest_at, d.id) < (${after.newestAt}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const end = sql`order by d.newest_at desc, d.id desc limit ${limit}`;
  const { rows } = await sql<WaitingDeal>`
    select d.id as "dealId", d.newest_at as "newestAt", b.started_at as "draftStartedAt"
    from (
      select * from (
        (select d.* from deals d
          where ${closedDeals(workspace, filter)} and d.newest_at > ${new Date(filter.since)} and ${page}
            and not exists (select from debriefs b where ${sameClose} and b.state = 'recorded') ${end})
        union all (select d.* ${begun(workspace, filter)} and ${page} ${end})
      ) d ${end}
    ) d
    left join debriefs b on ${sameClose}
    order by d.newest_at desc, d.id desc`.execute(db);
  return rows;
}

/**
 * How many wait: recent closes, less those debriefed, and the older ones begun. Counted apart, because the first needs
 * nothing but an index and the others are few; looking up the debrief of every close takes ten times as long.
 */
export async function countWaiting(db: Db, workspace: WorkspaceId, filter: WaitingFilter): Promise<number> {
  const since = new Date(filter.since);
  const { rows } = await sql<{ deals: number }>`
    select (
      select count(*) from deals d where ${closedDeals(workspace, filter)} and d.newest_at > ${since}
    ) - (
      select count(*) from debriefs b join deals d on ${sameClose}
      where b.workspace_id = ${workspace} and b.state = 'recorded'
        and b.closed_at > ${since}::timestamptz - interval '1 second'
        and ${closedDeals(workspace, filter)} and d.newest_at > ${since}
    ) + (
      select count(*) ${begun(workspace, filter)}
    ) as deals`.execute(db);
  return rows[0]?.deals ?? 0;
}
