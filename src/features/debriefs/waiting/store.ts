import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { countOfVisible } from "../../deals/list/store.ts";
import { isPutAway, type Viewer } from "../../deals/put-away/store.ts";
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
  /** Whose list it is: what they have put away does not wait for them. */
  viewer: Viewer;
  ownerId?: string | undefined;
  outcome: "won" | "lost";
  /** Closes since this instant wait; earlier ones only when a debrief of theirs was begun. */
  since: Instant;
};
export type WaitingPlace = { newestAt: string; id: string };
export type WaitingDeal = { dealId: string; newestAt: Date; draftStartedAt: Date | null };

const sameClose = sql`b.workspace_id = d.workspace_id and b.deal_id = d.id
  and b.closed_at = date_trunc('milliseconds', coalesce(d.closed_at, d.recorded_at))`;

const closedDealsOfAll = (workspace: WorkspaceId, filter: WaitingFilter) => sql`
  d.workspace_id = ${workspace} and d.status = ${filter.outcome}
  and ${filter.ownerId === undefined ? sql`true` : sql`d.owner_id = ${filter.ownerId}`}`;

const closedDeals = (workspace: WorkspaceId, filter: WaitingFilter) => sql`
  ${closedDealsOfAll(workspace, filter)} and ${ownedByVisible(filter.visible)}`;

const inSight = (filter: WaitingFilter) =>
  filter.outcome === "won" ? sql`true` : sql`not ${isPutAway(filter.viewer)}`;

/** Older closes than those that wait by themselves, whose debrief was begun. */
const begun = (workspace: WorkspaceId, filter: WaitingFilter) => sql`
  from debriefs b join deals d on ${sameClose}
  where b.workspace_id = ${workspace} and b.state = 'draft' and b.outcome = ${filter.outcome}
    and ${closedDeals(workspace, filter)} and ${inSight(filter)} and d.newest_at <= ${new Date(filter.since)}`;

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
            and not exists (select from debriefs b where ${sameClose} and b.state = 'recorded')
            and ${inSight(filter)} ${end})
        union all (select d.* ${begun(workspace, filter)} and ${page} ${end})
      ) d ${end}
    ) d
    left join debriefs b on ${sameClose}
    order by d.newest_at desc, d.id desc`.execute(db);
  return rows;
}

/** Recent losses put away without a debrief: few, and looked up one by one. */
const putAwayUndebriefed = (workspace: WorkspaceId, filter: WaitingFilter) =>
  filter.outcome === "won"
    ? sql`select 0`
    : sql`
      select count(*) from put_away_losses a
      join deals d on d.workspace_id = a.workspace_id and d.id = a.deal_id
      where a.workspace_id = ${workspace} and a.member_id = ${filter.viewer.memberId} and ${isPutAway(filter.viewer)}
        and ${closedDeals(workspace, filter)} and d.newest_at > ${new Date(filter.since)}
        and not exists (select from debriefs b where ${sameClose} and b.state = 'recorded')`;

/**
 * How many wait: recent closes, less those debriefed or put away, and the older ones begun. Counted apart, because the first needs
 * nothing but an index and the others are few; looking up the debrief of every close takes ten times as long.
 */
export async function countWaiting(db: Db, workspace: WorkspaceId, filter: WaitingFilter): Promise<number> {
  const since = new Date(filter.since);
  const { rows } = await sql<{ deals: number }>`
    select ${countOfVisible(
      filter.visible,
      sql`from deals d where ${closedDealsOfAll(workspace, filter)} and d.newest_at > ${since}`,
    )} - (
      select count(*) from debriefs b join deals d on ${sameClose}
      where b.workspace_id = ${workspace} and b.state = 'recorded'
        and b.closed_at > ${since}::timestamptz - interval '1 second'
        and ${closedDeals(workspace, filter)} and d.newest_at > ${since}
    ) - (
      ${putAwayUndebriefed(workspace, filter)}
    ) + (
      select count(*) ${begun(workspace, filter)}
    ) as deals`.execute(db);
  return rows[0]?.deals ?? 0;
}
