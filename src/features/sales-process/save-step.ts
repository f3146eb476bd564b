import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { askRereading } from "../team/ask-rereading.ts";
import { insertAuditEntry } from "../team/audit/store.ts";
import { mayShapeProcess } from "./access.ts";
import type { StepShape } from "./contract.ts";
import { deadlinesHold } from "./rules.ts";
import { listStepsOf, upsertStep } from "./steps/store.ts";
import { listPipelinesOf, lockProcess } from "./store.ts";

/** Adds a step, or changes its words and the stages that need it. Its past answers stay. */
export async function saveStep(
  { db, session }: Acting,
  step: Pick<StepShape, "id" | "name" | "question" | "hint" | "deadlines">,
): Promise<StepShape> {
  if (!mayShapeProcess(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    await lockProcess(tx, workspace);
    if (!deadlinesHold(step.deadlines, await listPipelinesOf(tx, workspace))) throw new Refusal("NOT_FOUND");
    await upsertStep(tx, workspace, step);
    await insertAuditEntry(tx, workspace, {
      memberId: session.memberId,
      action: "changed a step",
      subjectKind: "step",
      subjectId: step.id,
      subjectName: step.name,
    });
    await askRereading(tx, workspace);
    const saved = (await listStepsOf(tx, workspace)).find(({ id }) => id === step.id);
    if (!saved) throw new Refusal("NOT_FOUND");
    return saved;
  });
}
