import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { Stretch } from "../rules.ts";
import { closedIn, inSlice, type Slice } from "../store.ts";
import type { FunnelStage, FurthestTally } from "./rules.ts";

/** How far a stage lies in its pipeline; two at one position stand in the order of their ids, everywhere. */
const placeOf = (stage: string) => sql`(${sql.ref(`${stage}.position`)}, ${sql.ref(`${stage}.id`)})`;

/** The furthest open stage of its pipeline that a deal `d` is known to have come to by its close: its id, or null. */
export const furthest = (workspace: WorkspaceId): RawBuilder<string | null> => sql`(
  select s.id from stages s
  where s.workspace_id = ${workspace} and s.pipeline_id = d.pipeline_id and s.type = 'open' and (s.id = d.stage_id or s.id in (
    select c.stage_id from stage_changes c
    where c.workspace_id = ${workspace} and c.deal_id = d.id and c.entered_at <= d.closed_at))
  order by s.position desc, s.id desc limit 1)`;

/** Closed deals `d` lost with this stage as the furthest they came to. */
export const leftAt = (workspace: WorkspaceId, stageId: string | null): RawBuilder<SqlBool> =>
  sql`(d.status = 'lost' and ${furthest(workspace)} = ${stageId}::uuid)`;

/** Closed deals `d` that came to this stage of their pipeline, or further. */
export const reached = (workspace: WorkspaceId, stageId: string | null): RawBuilder<SqlBool> => sql`exists (
  select from stages f join stages s on s.workspace_id = f.workspace_id and s.pipeline_id = f.pipeline_id
  where f.workspace_id = ${workspace} and f.id = ${furthest(workspace)} and s.id = ${stageId}::uuid and s.type = 'open'
    and (d.status = 'won' or ${placeOf("f")} >= ${placeOf("s")}))`;

/** Deals that closed in a stretch, by pipeline, how they ended, and how far they came. */
export async function tallyFurthest(db: Db, slice: Slice, stretch: Stretch): Promise<FurthestTally[]> {
  const { rows } = await sql<FurthestTally>`
    select c."pipelineId", c.won, c.furthest, count(*) as deals
    from (
      select d.pipeline_id as "pipelineId", d.status = 'won' as won, ${furthest(slice.workspace)} as furthest
      from deals d where ${inSlice(slice)} and ${closedIn(stretch)}
    ) c group by 1, 2, 3`.execute(db);
  return rows;
}

export type PipelineStages = { id: string; name: string; stages: FunnelStage[] };

/** Every pipeline with its open stages, both in their order. */
export async function listPipelineStages(db: Db, workspace: WorkspaceId): Promise<PipelineStages[]> {
  const { rows } = await sql<FunnelStage & { pipelineName: string }>`
    select s.id as "stageId", s.pipeline_id as "pipelineId", s.name, s.archived_at is not null as archived,
      p.name as "pipelineName"
    from stages s join pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    where s.workspace_id = ${workspace} and s.type = 'open'
    order by p.position, p.name, p.id, s.position, s.id`.execute(db);
  const pipelines = new Map<string, PipelineStages>();
  for (const { pipelineName, ...stage } of rows) {
    const pipeline = pipelines.get(stage.pipelineId) ?? { id: stage.pipelineId, name: pipelineName, stages: [] };
    pipeline.stages.push(stage);
    pipelines.set(pipeline.id, pipeline);
  }
  return [...pipelines.values()];
}
