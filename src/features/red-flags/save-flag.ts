import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { listStepsOf } from "../sales-process/store.ts";
import { askRereading } from "../team/ask-rereading.ts";
import { insertAuditEntry } from "../team/audit/store.ts";
import { mayShapeFlags } from "./access.ts";
import type { RedFlagShape } from "./contract.ts";
import { listFlagsOf, upsertFlag } from "./store.ts";

/** Adds a flag, or changes its name and thresholds; every open deal is then read again. */
export async function saveFlag({ db, session, now }: Acting, flag: Omit<RedFlagShape, "key">): Promise<RedFlagShape> {
  if (!mayShapeFlags(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  const aboutStep = flag.thresholds.kind === "step-missed";
  if (aboutStep && flag.stepId === null) throw new Refusal("STEP_NEEDED");
  return db.transaction().execute(async (tx) => {
    const before = (await listFlagsOf(tx, workspace)).find(({ id }) => id === flag.id);
    // A flag that is put away may name a step that was archived before it.
    const staysAsItWas = flag.archived && before?.stepId === flag.stepId;
    if (aboutStep && !staysAsItWas && !(await listStepsOf(tx, workspace)).some(({ id }) => id === flag.stepId)) {
      throw new Refusal("NOT_FOUND", { message: "This step is not in our process. Choose another." });
    }
    await upsertFlag(tx, workspace, { ...flag, stepId: aboutStep ? flag.stepId : null }, new Date(now));
    await insertAuditEntry(tx, workspace, {
      memberId: session.memberId,
      action: flag.archived ? "archived a red flag" : "changed a red flag",
      subjectKind: "red-flag",
      subjectId: flag.id,
      subjectName: flag.name,
    });
    await askRereading(tx, workspace);
    const saved = (await listFlagsOf(tx, workspace)).find(({ id }) => id === flag.id);
    if (!saved) throw new Refusal("NOT_FOUND");
    return saved;
  });
}
