import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { listPipelineStages } from "../../insights/kpis/funnel/store.ts";
import { earlyStagesOf } from "../settings/rules.ts";
import { listEarlyChosen } from "../settings/store.ts";

/** The stages in which a prospect can still be let go cheaply: those in which a loss counts as an early one. */
export async function findEarlyStages(db: Db, workspace: WorkspaceId): Promise<string[]> {
  const [pipelines, chosen] = await Promise.all([listPipelineStages(db, workspace), listEarlyChosen(db, workspace)]);
  return pipelines.flatMap(({ id, stages }) => earlyStagesOf(stages, chosen.get(id)).map(({ stageId }) => stageId));
}
