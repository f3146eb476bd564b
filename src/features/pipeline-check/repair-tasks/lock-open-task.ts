import type { Tx } from "../../../platform/database/database.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { lockDealToChange } from "../../deals/find-visible-deal.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import type { RepairTask } from "../contract.ts";
import { findTask } from "./store.ts";

/** Every change to a task holds its deal, so that two of them come one after the other. */
export async function lockOpenTask(tx: Tx, { session }: ActingIn, id: string): Promise<RepairTask> {
  const found = await findTask(tx, session.workspace, id);
  if (!found) throw new Refusal("NOT_FOUND");
  await lockDealToChange(tx, session, found.dealId);
  const task = await findTask(tx, session.workspace, id);
  if (task?.state !== "open") throw new Refusal("TASK_FINISHED");
  return task;
}

export async function showTask(tx: Tx, { session }: ActingIn, id: string): Promise<RepairTask> {
  const task = await findTask(tx, session.workspace, id);
  if (!task) throw new Error("The task that was just changed is not there.");
  return task;
}
