import type { Tx } from "../../../platform/database/database.ts";
import { type Day, dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { lockDealToChange } from "../../deals/find-visible-deal.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { findWorkingCalendar } from "../../team/working-calendar/store.ts";
import { findCommitment } from "../commitments/store.ts";
import type { RepairTask } from "../contract.ts";
import { refuseUnknownRepair } from "../refuse-unknown-repair.ts";
import { taskDueOn } from "../rules.ts";
import { findOpenTask, findTask, insertTask } from "./store.ts";

type Asked = {
  id: string;
  dealId: string;
  flagId: string;
  repairId: string;
  commitmentId: string | null;
  dueOn?: Day | undefined;
  openingLine?: string | undefined;
};

/** Makes a repair on a deal a task of the deal's owner. Asked for twice, it is the first task. */
export async function createTask({ db, ...acting }: Acting, input: Asked): Promise<RepairTask> {
  return db.transaction().execute((tx) => createTaskIn(tx, acting, input));
}

/** The same, as part of the caller's transaction. */
export async function createTaskIn(tx: Tx, { session, now }: ActingIn, input: Asked): Promise<RepairTask> {
  const { workspace } = session;
  const deal = await lockDealToChange(tx, session, input.dealId);
  const first = (await findTask(tx, workspace, input.id)) ?? (await findOpenTask(tx, workspace, input));
  if (first) {
    if (first.dealId !== deal.id) throw new Refusal("NOT_FOUND");
    return first;
  }
  if (deal.status !== "open") throw new Refusal("DEAL_CLOSED");
  const repair = await refuseUnknownRepair(tx, session, input);
  if (input.commitmentId && !(await findCommitment(tx, workspace, input.commitmentId))) throw new Refusal("NOT_FOUND");
  const calendar = await findWorkingCalendar(tx, workspace);
  await insertTask(tx, workspace, {
    id: input.id,
    dealId: deal.id,
    flagId: input.flagId,
    repairId: repair.id,
    commitmentId: input.commitmentId,
    ownerId: deal.ownerId ?? session.memberId,
    openingLine: input.openingLine ?? repair.openingLine,
    dueOn: input.dueOn ?? taskDueOn(repair, dayOf(now, session.timeZone), calendar),
    createdAt: new Date(now),
    createdBy: session.memberId,
  });
  const task = await findTask(tx, workspace, input.id);
  if (!task) throw new Error("The task that was just made is not there.");
  return task;
}
