import { randomUUID } from "node:crypto";
import type { Tx } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { seededStages } from "./rules.ts";
import { insertTemplateSteps, listStepKeys } from "./steps/store.ts";
import { guessDeadlines, insertPipeline, listPipelinesOf, lockProcess, replaceStages } from "./store.ts";
import { type StepTemplate, startTemplates } from "./templates/rules.ts";

/** What a new workspace starts with; again, it changes nothing. */
export async function seedSalesProcess(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await lockProcess(tx, workspace);
  if ((await listPipelinesOf(tx, workspace)).length === 0) {
    const id = randomUUID();
    await insertPipeline(tx, workspace, { id, name: "Sales" });
    await replaceStages(
      tx,
      workspace,
      id,
      seededStages.map((stage) => ({ ...stage, id: randomUUID() })),
    );
  }
  const known = await listStepKeys(tx, workspace);
  for (const template of startTemplates) {
    // A step that was here and was archived is one the team does not want.
    if (template.steps.some(({ key }) => !known.includes(key))) await addTemplateSteps(tx, workspace, template);
  }
}

/** A ready set's steps become ours, with their deadlines set by the names of our stages. */
export async function addTemplateSteps(tx: Tx, workspace: WorkspaceId, template: StepTemplate): Promise<void> {
  const stepKeys = await insertTemplateSteps(tx, workspace, template);
  await guessDeadlines(tx, workspace, { stepKeys });
}
