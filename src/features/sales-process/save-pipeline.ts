import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { askRereading } from "../team/ask-rereading.ts";
import { insertAuditEntry } from "../team/audit/store.ts";
import { mayShapeProcess } from "./access.ts";
import type { PipelineShape, StageType } from "./contract.ts";
import { hasTwins, missesStageType, sameName } from "./rules.ts";
import {
  countDealsInStages,
  findStrayStage,
  guessDeadlines,
  insertPipeline,
  listPipelinesOf,
  lockProcess,
  replaceStages,
  updatePipelineName,
} from "./store.ts";

/** Makes a pipeline, or gives one exactly these stages in this order. A stage with deals in it stays. */
export async function savePipeline(
  { db, session }: Acting,
  { id, name, stages }: { id: string; name: string; stages: { id: string; name: string; type: StageType }[] },
): Promise<PipelineShape> {
  if (!mayShapeProcess(session)) throw new Refusal("NOT_ALLOWED");
  if (missesStageType(stages)) throw new Refusal("STAGES_INCOMPLETE");
  if (hasTwins(stages)) throw new Refusal("NAME_TAKEN");
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    await lockProcess(tx, workspace);
    const pipelines = await listPipelinesOf(tx, workspace);
    if (pipelines.some((other) => other.id !== id && sameName(other.name, name))) throw new Refusal("NAME_TAKEN");
    const stageIds = stages.map((stage) => stage.id);
    if (await findStrayStage(tx, workspace, id, stageIds)) throw new Refusal("NOT_FOUND");

    const before = pipelines.find((pipeline) => pipeline.id === id);
    const removed = before?.stages.filter((stage) => !stageIds.includes(stage.id)) ?? [];
    const retyped = before?.stages.filter((stage) =>
      stages.some(({ id, type }) => id === stage.id && type !== stage.type),
    );
    const inUse = await countDealsInStages(
      tx,
      workspace,
      [...removed, ...(retyped ?? [])].map((stage) => stage.id),
    );
    if (inUse.size > 0) throw new Refusal("STAGE_IN_USE");

    if (before) await updatePipelineName(tx, workspace, id, name);
    else await insertPipeline(tx, workspace, { id, name });
    await replaceStages(tx, workspace, id, stages);
    if (!before) await guessDeadlines(tx, workspace, { pipelineId: id });
    await insertAuditEntry(tx, workspace, {
      memberId: session.memberId,
      action: before ? "changed a pipeline" : "added a pipeline",
      subjectKind: "pipeline",
      subjectId: id,
      subjectName: name,
    });
    await askRereading(tx, workspace);
    const saved = (await listPipelinesOf(tx, workspace)).find((pipeline) => pipeline.id === id);
    if (!saved) throw new Refusal("NOT_FOUND");
    return saved;
  });
}
