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
import { readDealFlags } from "../../red-flags/read-deal.ts";
import { refreshDeals } from "../../red-flags/refresh-readings.ts";
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
    // Kept here and not by a later job: the next look at the open deals already sees it, and the history says when.
    await refreshDeals(tx, acting.session.workspace, [task.dealId], acting.now);
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
  if (expectedCloseOn) await moveCloseDateIn(tx, acting, { dealId, expectedCloseOn, agreed: true });
}

async function readFlagOfTask(tx: Tx, { session, now }: ActingIn, task: RepairTask): Promise<FlagReading> {
  const readings = await readDealFlags(tx, session.workspace, task.dealId, now);
  const reading = readings.find(({ flagId }) => flagId === task.flagId);
  if (reading) return reading;
  // The deal was closed, or the flag archived, while the task was open.
  const evidence = "This flag is no longer read on this deal.";
  return { flagId: task.flagId, name: task.flagName, kind: "unknown", level: null, since: null, evidence };
}
