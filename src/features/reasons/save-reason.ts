import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { listFlagsOf } from "../red-flags/store.ts";
import { listStepsOf } from "../sales-process/store.ts";
import { insertAuditEntry } from "../team/audit/store.ts";
import { mayEditCatalogue } from "./access.ts";
import type { ReasonShape } from "./contract.ts";
import { needsLever } from "./rules.ts";
import { listReasonsOf, type ReasonValues, upsertReason } from "./store.ts";

/** Adds a reason, or changes its words and its place in the chain. */
export async function saveReason(
  { db, session, now }: Acting,
  reason: ReasonValues & { id: string; archived: boolean },
): Promise<ReasonShape> {
  if (!mayEditCatalogue(session)) throw new Refusal("NOT_ALLOWED");
  if (needsLever(reason)) throw new Refusal("LEVER_NEEDED");
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const before = (await listReasonsOf(tx, workspace)).find(({ id }) => id === reason.id);
    const steps = await listStepsOf(tx, workspace);
    const flags = await listFlagsOf(tx, workspace);
    // A link that stands may lead to a step that was archived since; only a new one must lead somewhere.
    const knowsStep = reason.stepId === before?.stepId || steps.some(({ id }) => id === reason.stepId);
    const knowsFlag = reason.flagId === before?.flagId || flags.some(({ id }) => id === reason.flagId);
    if ((reason.stepId !== null && !knowsStep) || (reason.flagId !== null && !knowsFlag)) {
      throw new Refusal("NOT_FOUND", { message: "The step or the flag you linked is not there. Choose another." });
    }
    await upsertReason(tx, workspace, reason, new Date(now));
    await insertAuditEntry(tx, workspace, {
      memberId: session.memberId,
      action: before ? "changed a reason" : "added a reason",
      subjectKind: "reason",
      subjectId: reason.id,
      subjectName: reason.name,
    });
    const saved = (await listReasonsOf(tx, workspace)).find(({ id }) => id === reason.id);
    if (!saved) throw new Refusal("NOT_FOUND");
    return saved;
  });
}
