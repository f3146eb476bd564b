import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Day, Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../access.ts";
import type { DealRow, DealStatus } from "../contract.ts";
import { dealRowOf, isDebriefed, type ListedDeal, listedColumns, ownedByVisible } from "../store.ts";

export type DealFilter = {
  status?: DealStatus | undefined;
  ownerId?: string | undefined;
  pipelineId?: string | undefined;
  stageId?: string | undefined;
  search?: string | undefined;
  debriefed?: boolean | undefined;
};
/** Where a page ended: the last deal's place in the list. */
export type DealPlace = { newestAt: Instant; id: string };
type Page = { after?: DealPlace | undefined; limit: number };

/** Newest first: closed deals by their close, open ones by their creation. */
export async function listDeals(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  filter: DealFilter,
  { after, limit }: Page,
  today: Day,
): Promise<{ rows: DealRow[]; next: DealPlace | null }> {
  const slices = slicesOf(workspace, visible, filter);
  if (slices.length === 0) return { rows: [], next: null };
  // Each slice is a run of one index that is in order already, so that a page costs the same at any depth and size.
  const arms = slices.map(
    ({ from, match }) => sql`
      select d.* from ${from} cross join lateral (
        select d.* from deals d
        where d.workspace_id = ${workspace} and ${match} and ${conditions(workspace, filter)}
          and ${after ? sql`(d.newest_at, d.id) < (${new Date(after.newestAt)}, ${after.id}::uuid)` : sql`true`}
        order by d.newest_at desc, d.id desc limit ${limit + 1}
      ) d`,
  );
  const { rows } = await sql<ListedDeal>`
    select ${listedColumns(today)} from (
      select * from (${sql.join(arms, sql` union all `)}) d order by d.newest_at desc, d.id desc limit ${limit + 1}
    ) d order by d.newest_at desc, d.id desc`.execute(db);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map(dealRowOf),
    next: last ? { newestAt: last.newest_at.getTime(), id: last.id } : null,
  };
}

type Slice = { from: RawBuilder<unknown>; match: RawBuilder<SqlBool> };

/** The runs of an index that together hold what is asked for. */
function slicesOf(workspace: WorkspaceId, visible: VisibleOwners, filter: DealFilter): Slice[] {
  const statuses = sql`unnest(${filter.status ? [filter.status] : ["open", "won", "lost"]}::text[]) s (status)`;
  const asked = narrowed(visible, filter.ownerId);
  if (asked === "none") return [];
  if (filter.stageId || filter.pipelineId) {
    const stages = filter.stageId
      ? sql`(select ${filter.stageId}::uuid as id) stage`
      : sql`(select id from stages where workspace_id = ${workspace} and pipeline_id = ${filter.pipelineId}) stage`;
    const status = filter.status ? sql`d.status = ${filter.status}` : sql`true`;
    return [{ from: stages, match: sql`d.stage_id = stage.id and ${status} and ${ownedByVisible(asked)}` }];
  }
  if (asked === "all") return [{ from: statuses, match: sql`d.status = s.status` }];
  const owned: Slice = {
    from: sql`unnest(${asked.owners}::uuid[]) o (owner_id) cross join ${statuses}`,
    match: sql`d.owner_id = o.owner_id and d.status = s.status`,
  };
  const unowned: Slice = { from: statuses, match: sql`d.owner_id is null and d.status = s.status` };
  return asked.unowned ? [owned, unowned] : [owned];
}

function narrowed(visible: VisibleOwners, ownerId: string | undefined): VisibleOwners | "none" {
  if (ownerId === undefined) return visible;
  return visible === "all" || visible.owners.includes(ownerId) ? { owners: [ownerId], unowned: false } : "none";
}

function conditions(workspace: WorkspaceId, { pipelineId, search, debriefed }: DealFilter): RawBuilder<SqlBool> {
  const wanted = [
    pipelineId && sql`d.pipeline_id = ${pipelineId}`,
    search && matches(workspace, search),
    debriefed !== undefined && sql`${isDebriefed} = ${debriefed}`,
  ].filter((condition) => typeof condition === "object");
  return wanted.length === 0 ? sql`true` : sql`${sql.join(wanted, sql` and `)}`;
}

function matches(workspace: WorkspaceId, search: string): RawBuilder<SqlBool> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(d.name ilike ${pattern} or d.account_id in (
    select id from accounts where workspace_id = ${workspace} and name ilike ${pattern}))`;
}
