import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day, Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { StageNorms } from "../readings/rules.ts";

type NormRow = { stageId: string; wonDeals: number; averageMs: number | null };

const toNorms = (rows: readonly NormRow[]): StageNorms => new Map(rows.map(({ stageId, ...norm }) => [stageId, norm]));

/** The norms kept for this day; undefined when none are. */
export async function findNorms(db: Db, workspace: WorkspaceId, knownOn: Day): Promise<StageNorms | undefined> {
  const rows = await db
    .selectFrom("stage_norms")
    .select(["stage_id as stageId", "won_deals as wonDeals", "average_ms as averageMs"])
    .where("workspace_id", "=", workspace)
    .where("known_on", "=", knownOn)
    .execute();
  return rows.length === 0 ? undefined : toNorms(rows);
}

/** What `stageNorms` says over all of the team's deals, for every open stage, in one pass of the database. */
export async function readNorms(
  db: Db,
  workspace: WorkspaceId,
  at: Instant,
  leftOut: ReadonlySet<string>,
): Promise<StageNorms> {
  // Instants are stored finer than we read them: everything within the millisecond `at` is known at `at`.
  const after = new Date(at + 1);
  const ms = (column: string) => sql`floor(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;
  const { rows } = await sql<NormRow>`
    with ends as (
      select id as deal_id, status, coalesce(closed_at, recorded_at) as closed_at, null::timestamptz as reopened_at,
        1 as turn, id
      from deals where workspace_id = ${workspace} and status <> 'open' and coalesce(closed_at, recorded_at) < ${after}
      union all
      select deal_id, status, closed_at, reopened_at, 0, id
      from earlier_outcomes where workspace_id = ${workspace} and closed_at < ${after}
    ),
    last_ends as (
      select distinct on (deal_id) deal_id, status, ${ms("closed_at")} as won_at, reopened_at
      from ends where deal_id not in (select unnest(${[...leftOut]}::uuid[]))
      order by deal_id, turn desc, closed_at desc, reopened_at desc, id desc
    ),
    entries as (
      select w.deal_id, w.won_at, c.id, c.stage_id, s.type, s.position, c.entered_at,
        lag(c.stage_id) over (partition by w.deal_id order by c.entered_at, s.position, c.id) as came_from
      from last_ends w
      join stage_changes c on c.workspace_id = ${workspace} and c.deal_id = w.deal_id
      join stages s on s.workspace_id = c.workspace_id and s.id = c.stage_id
      join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
      where w.status = 'won' and (w.reopened_at is null or w.reopened_at >= ${after})
        and c.known_at < ${after}
        -- A deal that arrived in its stage was there before, since nobody says when.
        and (c.entered_at <> d.recorded_at or c.known_at <> d.recorded_at or d.created_at is not distinct from d.recorded_at)
        and ${ms("c.entered_at")} <= w.won_at
    ),
    stays as (
      select deal_id, stage_id, type,
        coalesce(lead(${ms("entered_at")}) over (partition by deal_id order by entered_at, position, id), won_at)
          - ${ms("entered_at")} as stay_ms
      from entries where stage_id is distinct from came_from
    )
    select s.id as "stageId", count(distinct t.deal_id) as "wonDeals", round(avg(t.stay_ms))::bigint as "averageMs"
    from stages s
    left join stays t on t.stage_id = s.id
    where s.workspace_id = ${workspace} and s.type = 'open'
    group by s.id`.execute(db);
  return toNorms(rows);
}

/** Keeps these norms as the ones every reading of that day is held against. */
export async function replaceNorms(tx: Tx, workspace: WorkspaceId, knownOn: Day, norms: StageNorms): Promise<void> {
  await tx.deleteFrom("stage_norms").where("workspace_id", "=", workspace).execute();
  if (norms.size === 0) return;
  await tx
    .insertInto("stage_norms")
    .values(
      [...norms].map(([stageId, { wonDeals, averageMs }]) => ({
        workspace_id: workspace,
        stage_id: stageId,
        known_on: knownOn,
        won_deals: wonDeals,
        average_ms: averageMs,
      })),
    )
    .execute();
}
