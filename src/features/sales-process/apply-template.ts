import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { askRereading } from "../team/ask-rereading.ts";
import { insertAuditEntry } from "../team/audit/store.ts";
import { mayShapeProcess } from "./access.ts";
import type { StepShape } from "./contract.ts";
import { addTemplateSteps } from "./seed-sales-process.ts";
import { listStepsOf } from "./steps/store.ts";
import { lockProcess } from "./store.ts";
import { stepTemplates } from "./templates/rules.ts";

/** Adds a ready set's steps to ours; those we have already stay as we worded them. */
export async function applyTemplate({ db, session }: Acting, { key }: { key: string }): Promise<{ rows: StepShape[] }> {
  if (!mayShapeProcess(session)) throw new Refusal("NOT_ALLOWED");
  const template = stepTemplates.find((each) => each.key === key);
  if (!template) throw new Refusal("NOT_FOUND");
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    await lockProcess(tx, workspace);
    await addTemplateSteps(tx, workspace, template);
    await insertAuditEntry(tx, workspace, {
      memberId: session.memberId,
      action: `added the steps of ${template.name}`,
      subjectKind: "step-template",
      subjectId: null,
    });
    await askRereading(tx, workspace);
    return { rows: (await listStepsOf(tx, workspace)).filter((step) => step.template === key) };
  });
}
