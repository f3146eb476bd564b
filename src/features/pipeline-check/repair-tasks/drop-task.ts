import type { Acting } from "../../../platform/http/acting.ts";
import type { RepairTask } from "../contract.ts";
import { lockOpenTask, showTask } from "./lock-open-task.ts";
import { updateTaskState } from "./store.ts";

/** Not doing this repair after all. */
export async function dropTask({ db, ...acting }: Acting, input: { id: string; note: string }): Promise<RepairTask> {
  return db.transaction().execute(async (tx) => {
    const task = await lockOpenTask(tx, acting, input.id);
    const finishedAt = new Date(acting.now);
    await updateTaskState(tx, acting.session.workspace, task.id, { state: "dropped", finishedAt, note: input.note });
    return showTask(tx, acting, task.id);
  });
}
