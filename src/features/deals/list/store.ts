import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../access.ts";
import type { DealRow, DealStatus } from "../contract.ts";
import { standsPutAway, type Viewer } from "../put-away/store.ts";
import { dealRowOf, isDebriefed, type ListedDeal, listedColumns, ownedByVisible } from "../store.ts";

export type DealFilter = {
  status?: DealStatus | undefined;
  ownerId?: string | undefined;
  pipelineId?: string | undefined;
  stageId?: string | undefined;
  search?: string | undefined;
  debriefed?: boolean | undefined;
  /** Won or lost, in this stretch of time. */
  closed?: { from?: Instant | undefined; before?: Instant | undefined } | undefined;
  /** Put away by the one who asks, or not; left out, both. */
  putAway?: boolean | undefined;
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
  page: Page,
  viewer: Viewer,
): Promise<{ rows: DealRow[]; next: DealPlace | null }> {
  const columns = { found: sql`d.*`, shown: listedColumns(viewer.today) };
  const found = await pageOf<ListedDeal>(db, columns, { workspace, visible, filter, page, viewer });
  return { rows: found.rows.map(dealRowOf), next: found.next };
}

/** The same page, of which only the ids are wanted. */
export async function listDealIds(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  filter: DealFilter,
  page: Page,
  viewer: Viewer,
): Promise<{ rows: string[]; next: DealPlace | null }> {
  // Both stand in the index that is walked: no row is looked at.
  const columns = { found: sql`d.id, d.newest_at`, shown: sql`d.id, d.newest_at` };
  const found = await pageOf<Placed>(db, columns, { workspace, visible, filter, page, viewer });
  return { rows: found.rows.map(({ id }) => id), next: found.next };
}

type Placed = Pick<ListedDeal, "id" | "newest_at">;
type Asked = { workspace: WorkspaceId; visible: VisibleOwners; filter: DealFilter; page: Page; viewer: Viewer };

async function pageOf<Row extends Placed>(
  db: Db,
  { found, shown }: { found: RawBuilder<unknown>; shown: RawBuilder<unknown> },
  { workspace, visible, filter, page: { after, limit }, viewer }: Asked,
): Promise<{ rows: Row[]; next: DealPlace | null }> {
  const [first, ...others] = runsOf(workspace, visible, filter);
  if (!first) return { rows: [], next: null };
  const beyond = after
    ? sql`(d.newest_at, d.id) < (${new Date(after.newestAt)}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const page = ({ match }: Run, columns: RawBuilder<unknown>) => sql`
    select ${columns} from deals d
    where d.workspace_id = ${workspace} and ${match} and ${conditions(workspace, filter, viewer)} and ${beyond}
    order by d.newest_at desc, d.id desc limit ${limit + 1}`;
  const arm = (run: Run) =>
    run.each.length === 0
      ? sql`(${page(run, found)})`
      : sql`select d.* from ${sql.join(run.each, sql` cross join `)} cross join lateral (${page(run, found)}) d`;
  const merged = (runs: Run[]) => sql`
    select ${shown} from (
      ${sql.join(runs.map(arm), sql` union all `)} order by newest_at desc, id desc limit ${limit + 1}
    ) d order by d.newest_at desc, d.id desc`;
  const isOneRun = others.length === 0 && first.each.length === 0;
  const { rows } = await sql<Row>`${isOneRun ? page(first, shown) : merged([first, ...others])}`.execute(db);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    next: last ? { newestAt: last.newest_at.getTime(), id: last.id } : null,
  };
}

/**
 * Stretches of one index, each in order already, that together hold what is asked for; so a page costs the same at any
 * depth and size. `each` gives the values a stretch is read for, one after the other.
 */
type Run = { each: RawBuilder<unknown>[]; match: RawBuilder<SqlBool> };

function runsOf(workspace: WorkspaceId, visible: VisibleOwners, filter: DealFilter): Run[] {
  const asked = narrowed(visible, filter.ownerId);
  if (asked === "none") return [];
  // An open deal has no close and no debrief of it, so none is looked at in vain.
  const possible: DealStatus[] = filter.closed || filter.debriefed ? ["won", "lost"] : ["open", "won", "lost"];
  const byStatus = over(
    "status",
    possible.filter((status) => filter.status === undefined || filter.status === status),
  );
  if (filter.stageId || filter.pipelineId) {
    const byStage = filter.stageId ? over("stage_id", [filter.stageId]) : stagesOf(workspace, filter.pipelineId);
    return [both(both(byStage, byStatus), { each: [], match: ownedByVisible(asked) })];
  }
  if (asked === "all") return [byStatus];
  const owned = both(over("owner_id", asked.owners), byStatus);
  return asked.unowned ? [owned, both({ each: [], match: sql`d.owner_id is null` }, byStatus)] : [owned];
}

const columnTypes = { status: sql`text[]`, owner_id: sql`uuid[]`, stage_id: sql`uuid[]` };

function over(column: keyof typeof columnTypes, values: string[]): Run {
  const [only, ...more] = values;
  const name = sql.ref(`d.${column}`);
  if (only !== undefined && more.length === 0) return { each: [], match: sql`${name} = ${only}` };
  const alias = sql.id(`each_${column}`);
  return {
    each: [sql`unnest(${values}::${columnTypes[column]}) as ${alias} (value)`],
    match: sql`${name} = ${alias}.value`,
  };
}

function stagesOf(workspace: WorkspaceId, pipelineId: string | undefined): Run {
  return {
    each: [
      sql`(select id from stages where workspace_id = ${workspace} and pipeline_id = ${pipelineId}) as each_stage`,
    ],
    match: sql`d.stage_id = each_stage.id`,
  };
}

const both = (one: Run, other: Run): Run => ({
  each: [...one.each, ...other.each],
  match: sql`${one.match} and ${other.match}`,
});

function narrowed(visible: VisibleOwners, ownerId: string | undefined): VisibleOwners | "none" {
  if (ownerId === undefined) return visible;
  return visible === "all" || visible.owners.includes(ownerId) ? { owners: [ownerId], unowned: false } : "none";
}

function conditions(
  workspace: WorkspaceId,
  { pipelineId, stageId, search, debriefed, closed, putAway }: DealFilter,
  viewer: Viewer,
): RawBuilder<SqlBool> {
  const wanted = [
    // Stages are of one pipeline each, so a pipeline's own need not be asked twice.
    stageId && pipelineId && sql`d.pipeline_id = ${pipelineId}`,
    search && matches(workspace, search),
    debriefed !== undefined && sql`${isDebriefed} = ${debriefed}`,
    // By the instant that lists are in order of: of a closed deal, it is its close.
    closed?.from !== undefined && sql`d.newest_at >= ${new Date(closed.from)}`,
    closed?.before !== undefined && sql`d.newest_at < ${new Date(closed.before)}`,
    putAway !== undefined && standsPutAway(workspace, viewer, putAway),
  ].filter((condition) => typeof condition === "object");
  return wanted.length === 0 ? sql`true` : sql`${sql.join(wanted, sql` and `)}`;
}

function matches(workspace: WorkspaceId, search: string): RawBuilder<SqlBool> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(d.name ilike ${pattern} or d.account_id in (
    select id from accounts where workspace_id = ${workspace} and name ilike ${pattern}))`;
}

/**
 * How many somebody sees of the deals `d` of a `from` with its `where`, inside a statement. "Theirs or nobody's" in one condition
 * would have the index read from end to end.
 */
export function countOfVisible(visible: VisibleOwners, from: RawBuilder<unknown>): RawBuilder<number> {
  const count = (those: RawBuilder<SqlBool>) => sql<number>`(select count(*) ${from} and ${those})`;
  if (visible === "all" || !visible.unowned) return count(ownedByVisible(visible));
  return sql`(${count(ownedByVisible({ ...visible, unowned: false }))} + ${count(sql`d.owner_id is null`)})`;
}

/** How many deals of the workspace stand how. */
export async function countDealsByStatus(db: Db, workspace: WorkspaceId): Promise<Record<DealStatus, number>> {
  const { rows } = await sql<{ status: DealStatus; deals: number }>`
    select status, count(*) as deals from deals where workspace_id = ${workspace} group by status`.execute(db);
  const count = (status: DealStatus) => rows.find((row) => row.status === status)?.deals ?? 0;
  return { open: count("open"), won: count("won"), lost: count("lost") };
}

/**
 * A team's newest deals, whatever became of them, in a `from`. Taken by status first, as the index holds them: so many of
 * each are read, and not all deals there are.
 */
export const newestDeals = (workspace: WorkspaceId, limit: number): RawBuilder<unknown> => sql`(
  select n.* from (values ('open'), ('won'), ('lost')) s (status) cross join lateral (
    select * from deals
    where workspace_id = ${workspace} and status = s.status order by newest_at desc, id desc limit ${limit}
  ) n order by n.newest_at desc, n.id desc limit ${limit})`;
