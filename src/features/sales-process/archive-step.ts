import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { askRereading } from "../team/ask-rereading.ts";
import { insertAuditEntry } from "../team/audit/store.ts";
import { mayShapeProcess } from "./access.ts";
import { archiveStepRow } from "./steps/store.ts";

/** Stops asking for a step. What was answered stays, and the step comes back when it is saved again. */
export async function archiveStep({ db, session, now }: Acting, { id }: { id: string }): Promise<{ id: string }> {
  if (!mayShapeProcess(session)) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    if (!(await archiveStepRow(tx, session.workspace, id, new Date(now)))) throw new Refusal("NOT_FOUND");
    await insertAuditEntry(tx, session.workspace, {
      memberId: session.memberId,
      action: "archived a step",
      subjectKind: "step",
      subjectId: id,
    });
    await askRereading(tx, session.workspace);
    return { id };
  });
}
