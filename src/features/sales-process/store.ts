import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { type PipelineShape, type StageShape, type StageType, stageType } from "./contract.ts";
import { guessStage, inOrder, isAsSeeded, joinStages, sameName, type WantedStage } from "./rules.ts";
import { deleteDeadlines, insertDeadlines, listStepsOf } from "./steps/store.ts";
import { milestoneOf } from "./templates/rules.ts";

export { listStepsOf } from "./steps/store.ts";

/** Holds the whole process until the transaction ends, so that two imports never make the same pipeline twice. */
export async function lockProcess(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sales process ${workspace}`}, 0))`.execute(tx);
}

/** Pipelines in use with their stages in use, both in order. */
export async function listPipelinesOf(db: Db, workspace: WorkspaceId): Promise<PipelineShape[]> {
  const rows = await db
    .selectFrom("pipelines as p")
    .innerJoin("stages as s", (join) =>
      join.onRef("s.workspace_id", "=", "p.workspace_id").onRef("s.pipeline_id", "=", "p.id"),
    )
    .select(["p.id as pipelineId", "p.name as pipelineName", "s.id", "s.name", "s.type", "s.position"])
    .where("p.workspace_id", "=", workspace)
    .where("p.archived_at", "is", null)
    .where("s.archived_at", "is", null)
    .orderBy("p.position")
    .orderBy("p.name")
    .orderBy("p.id")
    .orderBy("s.position")
    .execute();
  const pipelines = new Map<string, PipelineShape>();
  for (const { pipelineId, pipelineName, ...stage } of rows) {
    const pipeline = pipelines.get(pipelineId) ?? { id: pipelineId, name: pipelineName, stages: [] };
    pipeline.stages.push({ ...stage, type: stageType.parse(stage.type) });
    pipelines.set(pipelineId, pipeline);
  }
  return [...pipelines.values()];
}

export async function insertPipeline(tx: Tx, workspace: WorkspaceId, { id, name }: { id: string; name: string }) {
  await tx
    .insertInto("pipelines")
    .values({
      workspace_id: workspace,
      id,
      name,
      position: sql`(select coalesce(max(position), 0) + 1 from pipelines where workspace_id = ${workspace})`,
    })
    .execute();
}

export async function updatePipelineName(tx: Tx, workspace: WorkspaceId, id: string, name: string): Promise<void> {
  await tx.updateTable("pipelines").set({ name }).where("workspace_id", "=", workspace).where("id", "=", id).execute();
}

/** Where an id is taken by something that is not this pipeline's own, or no longer in use. */
export async function findStrayStage(
  db: Db,
  workspace: WorkspaceId,
  pipelineId: string,
  stageIds: readonly string[],
): Promise<string | undefined> {
  const row = await db
    .selectFrom("stages")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where(sql<boolean>`id = any(${stageIds}::uuid[])`)
    .where("pipeline_id", "<>", pipelineId)
    .executeTakeFirst();
  return row?.id;
}

/** Makes a pipeline's stages exactly these, in this order; the others are archived, for the past still names them. */
export async function replaceStages(
  tx: Tx,
  workspace: WorkspaceId,
  pipelineId: string,
  stages: readonly { id: string; name: string; type: StageType }[],
): Promise<void> {
  const ids = stages.map(({ id }) => id);
  // Names are set aside first: two stages may be swapping theirs.
  await sql`update stages set name = id::text
    where workspace_id = ${workspace} and pipeline_id = ${pipelineId} and id = any(${ids}::uuid[])`.execute(tx);
  await sql`update stages set archived_at = now()
    where workspace_id = ${workspace} and pipeline_id = ${pipelineId} and archived_at is null
      and not id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from step_deadlines d using stages s
    where d.workspace_id = ${workspace} and d.pipeline_id = ${pipelineId}
      and s.workspace_id = d.workspace_id and s.id = d.before_stage_id and s.archived_at is not null`.execute(tx);
  await tx
    .insertInto("stages")
    .values(
      stages.map(({ id, name, type }, place) => ({
        workspace_id: workspace,
        id,
        pipeline_id: pipelineId,
        name,
        type,
        position: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "id"]).doUpdateSet((row) => ({
        name: row.ref("excluded.name"),
        type: row.ref("excluded.type"),
        position: row.ref("excluded.position"),
        archived_at: null,
      })),
    )
    .execute();
}

/** How many deals stand in each of these stages; stages without any are left out. */
export async function countDealsInStages(
  db: Db,
  workspace: WorkspaceId,
  stageIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ stage_id: string; deals: number }>`
    select stage_id, count(*) as deals from deals
    where workspace_id = ${workspace} and stage_id = any(${stageIds}::uuid[])
    group by stage_id`.execute(db);
  return new Map(rows.map(({ stage_id, deals }) => [stage_id, deals]));
}

/**
 * The pipelines an import names, in its order, with their ids; new ones are made and new stages join known ones. A
 * pipeline that is still as we made it takes the import's open stages in place of ours.
 */
export async function ensurePipelines(
  tx: Tx,
  workspace: WorkspaceId,
  wanted: readonly { pipeline: string; stages: readonly WantedStage[] }[],
): Promise<PipelineShape[]> {
  await lockProcess(tx, workspace);
  for (const { pipeline: name, stages } of wanted) {
    const known = (await listPipelinesOf(tx, workspace)).find((pipeline) => sameName(pipeline.name, name));
    const before = known ? await stagesToKeep(tx, workspace, known, stages) : [];
    const joined = joinStages(before, stages);
    if (known && joined.length === known.stages.length && before.length === joined.length) continue;
    const id = known?.id ?? randomUUID();
    if (!known) await insertPipeline(tx, workspace, { id, name: name.trim() });
    await replaceStages(
      tx,
      workspace,
      id,
      joined.map((stage) => ("id" in stage ? stage : { ...stage, id: randomUUID() })),
    );
    // With our stages our deadlines go, so that all of them are guessed from the names that came.
    if (known && before.length < known.stages.length) await deleteDeadlines(tx, workspace, id);
    await guessDeadlines(tx, workspace, { pipelineId: id });
  }
  const pipelines = await listPipelinesOf(tx, workspace);
  return wanted.flatMap(({ pipeline: name }) => pipelines.find((pipeline) => sameName(pipeline.name, name)) ?? []);
}

async function stagesToKeep(
  tx: Tx,
  workspace: WorkspaceId,
  pipeline: PipelineShape,
  wanted: readonly WantedStage[],
): Promise<StageShape[]> {
  const stages = inOrder(pipeline);
  const isWanted = (stage: StageShape) => wanted.some(({ name }) => sameName(name, stage.name));
  const bringsOpenOnes = wanted.some(
    ({ name, type }) => type === "open" && !stages.some((stage) => sameName(name, stage.name)),
  );
  if (!bringsOpenOnes || !isAsSeeded(stages)) return stages;
  const inUse = await countDealsInStages(
    tx,
    workspace,
    stages.map(({ id }) => id),
  );
  return inUse.size > 0 ? stages : stages.filter((stage) => stage.type !== "open" || isWanted(stage));
}

/**
 * Sets the deadlines of ready-made steps by the names of the stages, where nobody has set one: in one pipeline that has
 * none yet, or of these new steps in every pipeline.
 */
export async function guessDeadlines(
  tx: Tx,
  workspace: WorkspaceId,
  { pipelineId, stepKeys }: { pipelineId?: string; stepKeys?: readonly string[] },
): Promise<void> {
  const steps = (await listStepsOf(tx, workspace)).filter(
    ({ key }) => key !== null && (stepKeys?.includes(key) ?? true),
  );
  const set = new Set(steps.flatMap(({ deadlines }) => deadlines.map((deadline) => deadline.pipelineId)));
  const pipelines = (await listPipelinesOf(tx, workspace)).filter(({ id }) =>
    pipelineId ? id === pipelineId && !set.has(id) : true,
  );
  const guesses = pipelines.flatMap((pipeline) =>
    steps.flatMap((step) => {
      const milestone = milestoneOf(step.key);
      const stage = milestone && guessStage(inOrder(pipeline), milestone);
      return stage ? [{ stepId: step.id, pipelineId: pipeline.id, beforeStageId: stage.id }] : [];
    }),
  );
  await insertDeadlines(tx, workspace, guesses);
}
