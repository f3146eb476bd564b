import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { StepShape } from "../contract.ts";
import type { StepTemplate } from "../templates/rules.ts";

/** The steps we ask for, in order, with the stage that needs each in every pipeline. */
export async function listStepsOf(db: Db, workspace: WorkspaceId): Promise<StepShape[]> {
  const steps = await db
    .selectFrom("sales_steps")
    .select(["id", "key", "name", "question", "hint", "template"])
    .where("workspace_id", "=", workspace)
    .where("archived_at", "is", null)
    .orderBy("position")
    .orderBy("name")
    .orderBy("id")
    .execute();
  const deadlines = await db
    .selectFrom("step_deadlines")
    .select(["step_id", "pipeline_id as pipelineId", "before_stage_id as beforeStageId"])
    .where("workspace_id", "=", workspace)
    .orderBy("pipeline_id")
    .execute();
  const byStep = new Map<string, StepShape["deadlines"]>(steps.map(({ id }) => [id, []]));
  for (const { step_id, ...deadline } of deadlines) byStep.get(step_id)?.push(deadline);
  return steps.map((step) => ({ ...step, deadlines: byStep.get(step.id) ?? [] }));
}

/** Adds a ready set's steps, and says which were new; the others stay as the team worded them, archived ones come back. */
export async function insertTemplateSteps(tx: Tx, workspace: WorkspaceId, template: StepTemplate): Promise<string[]> {
  const keys = template.steps.map(({ key }) => key);
  await tx
    .updateTable("sales_steps")
    .set({ archived_at: null })
    .where("workspace_id", "=", workspace)
    .where("key", "in", keys)
    .execute();
  const last = await lastStepPosition(tx, workspace);
  const inserted = await tx
    .insertInto("sales_steps")
    .values(
      template.steps.map(({ key, name, question, hint }, place) => ({
        workspace_id: workspace,
        key,
        name,
        question,
        hint,
        template: template.key,
        position: last + place + 1,
      })),
    )
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
    .returning("key")
    .execute();
  return inserted.flatMap(({ key }) => key ?? []);
}

/** The keys of ready-made steps that were ever here, archived ones included. */
export async function listStepKeys(db: Db, workspace: WorkspaceId): Promise<string[]> {
  const rows = await db.selectFrom("sales_steps").select("key").where("workspace_id", "=", workspace).execute();
  return rows.flatMap(({ key }) => key ?? []);
}

async function lastStepPosition(db: Db, workspace: WorkspaceId): Promise<number> {
  const row = await db
    .selectFrom("sales_steps")
    .select((step) => step.fn.max("position").as("last"))
    .where("workspace_id", "=", workspace)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Adds or rewords a step and sets its deadlines to exactly these. A step saved again is asked for again. */
export async function upsertStep(
  tx: Tx,
  workspace: WorkspaceId,
  step: Pick<StepShape, "id" | "name" | "question" | "hint" | "deadlines">,
): Promise<void> {
  const { id, name, question, hint, deadlines } = step;
  const position = (await lastStepPosition(tx, workspace)) + 1;
  await tx
    .insertInto("sales_steps")
    .values({ workspace_id: workspace, id, name, question, hint, position })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "id"]).doUpdateSet({ name, question, hint, archived_at: null }),
    )
    .execute();
  await tx.deleteFrom("step_deadlines").where("workspace_id", "=", workspace).where("step_id", "=", id).execute();
  await insertDeadlines(
    tx,
    workspace,
    deadlines.map((deadline) => ({ ...deadline, stepId: id })),
  );
}

/** Sets deadlines where a step has none in that pipeline. */
export async function insertDeadlines(
  tx: Tx,
  workspace: WorkspaceId,
  deadlines: readonly { stepId: string; pipelineId: string; beforeStageId: string }[],
): Promise<void> {
  if (deadlines.length === 0) return;
  await tx
    .insertInto("step_deadlines")
    .values(
      deadlines.map(({ stepId, pipelineId, beforeStageId }) => ({
        workspace_id: workspace,
        step_id: stepId,
        pipeline_id: pipelineId,
        before_stage_id: beforeStageId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Nothing is due before a stage of this pipeline any more. */
export async function deleteDeadlines(tx: Tx, workspace: WorkspaceId, pipelineId: string): Promise<void> {
  await tx
    .deleteFrom("step_deadlines")
    .where("workspace_id", "=", workspace)
    .where("pipeline_id", "=", pipelineId)
    .execute();
}

/** False: there is no such step. */
export async function archiveStepRow(tx: Tx, workspace: WorkspaceId, id: string, now: Date): Promise<boolean> {
  const updated = await tx
    .updateTable("sales_steps")
    .set({ archived_at: sql`coalesce(archived_at, ${now})` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}
