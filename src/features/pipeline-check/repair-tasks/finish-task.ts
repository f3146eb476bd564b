import type { Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { answerStepIn } from "../../deals/answer-step.ts";
import type { ActivityKind, BuyingRole } from "../../deals/contract.ts";
import { logActivityIn } from "../../deals/log-activity.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { moveCloseDateIn } from "../../deals/move-close-date.ts";
import { setBuyingRoleIn } from "../../deals/save-contact.ts";
import type { FlagReading } from "../../red-flags/contract.ts";
import type { RepairTask } from "../contract.ts";
import { lockOpenTask, showTask } from "./lock-open-task.ts";
import { updateTaskState } from "./store.ts";

/** What was learned by doing the repair; each part becomes a fact of the deal. */
export type Learned = {
  activity: { id: string; kind: ActivityKind; answered: boolean | null; happenedAt: string } | null;
  contact: { contactId: string; name: string; role: BuyingRole } | null;
  stepAnswer: { id: string; stepId: string; answer: string; saidBy: string } | null;
  expectedCloseOn: Day | null;
};
type Finished = Learned & { id: string; note: string };

/** The repair is done: what was learned is recorded, and the deal is read again from it, before and after. */
export async function finishTask(
  { db, ...acting }: Acting,
  input: Finished,
): Promise<{ task: RepairTask; before: FlagReading; after: FlagReading }> {
  return db.transaction().execute(async (tx) => {
    const task = await lockOpenTask(tx, acting, input.id);
    const before = await readFlagOfTask(tx, acting, task);
    await recordLearned(tx, acting, task, input);
    await updateTaskState(tx, acting.session.workspace, task.id, {
      state: "done",
      finishedAt: new Date(acting.now),
      note: input.note,
    });
    const after = await readFlagOfTask(tx, acting, task);
    return { task: await showTask(tx, acting, task.id), before, after };
  });
}

async function recordLearned(tx: Tx, acting: ActingIn, { dealId, repairName }: RepairTask, learned: Finished) {
  const { activity, contact, stepAnswer, expectedCloseOn, note } = learned;
  if (contact) await setBuyingRoleIn(tx, acting, { dealId, ...contact });
  if (activity) {
    await logActivityIn(tx, acting, {
      ...activity,
      dealId,
      direction: activity.kind === "note" ? null : "outgoing",
      contactId: contact?.contactId ?? null,
      subject: repairName,
      body: note,
    });
  }
  if (stepAnswer) {
    const happenedAt = activity?.happenedAt ?? new Date(acting.now).toISOString();
    await answerStepIn(tx, acting, { ...stepAnswer, dealId, done: true, happenedAt });
  }
  if (expectedCloseOn) await moveCloseDateIn(tx, acting, { dealId, expectedCloseOn });
}
