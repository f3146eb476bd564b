import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import type { RepairTask } from "../contract.ts";
import { lockOpenTask, showTask } from "./lock-open-task.ts";
import { updateTaskState } from "./store.ts";

type Dropped = { id: string; note: string };

/** Not doing this repair after all. */
export async function dropTask({ db, ...acting }: Acting, input: Dropped): Promise<RepairTask> {
  return db.transaction().execute((tx) => dropTaskIn(tx, acting, input));
}

/** The same, as part of the caller's transaction. */
export async function dropTaskIn(tx: Tx, acting: ActingIn, input: Dropped): Promise<RepairTask> {
  const task = await lockOpenTask(tx, acting, input.id);
  const finishedAt = new Date(acting.now);
  await updateTaskState(tx, acting.session.workspace, task.id, { state: "dropped", finishedAt, note: input.note });
  return showTask(tx, acting, task.id);
}
