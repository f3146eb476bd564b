import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { ActivityKind } from "../../deals/contract.ts";
import { findVisibleOwners, lockDealToChange } from "../../deals/find-visible-deal.ts";
import { logActivityIn } from "../../deals/log-activity.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { dropTaskIn } from "../../pipeline-check/repair-tasks/drop-task.ts";
import type { PracticeUse } from "./contract.ts";
import { didMakeTask, findUse, updateUse } from "./store.ts";

type Finished = {
  id: string;
  note: string;
  activity: { id: string; kind: ActivityKind; answered: boolean | null; happenedAt: string } | null;
};

/** The practice is done on this deal; a call, e-mail or meeting that it was is kept as the deal's own. */
export async function finishUse({ db, ...acting }: Acting, { id, note, activity }: Finished): Promise<PracticeUse> {
  return db.transaction().execute(async (tx) => {
    const { use, dealId, isDealOpen } = await lockOpenUse(tx, acting, id);
    if (use.taskId !== null) throw new Refusal("DONE_BY_TASK");
    // Who counts as having done it is settled by the close.
    if (!isDealOpen) throw new Refusal("DEAL_CLOSED");
    if (activity) {
      const direction = activity.kind === "note" ? null : ("outgoing" as const);
      const said = { subject: use.practiceTitle, body: note, contactId: null };
      await logActivityIn(tx, acting, { ...activity, ...said, dealId, direction });
    }
    const { memberId } = acting.session;
    await updateUse(tx, acting.session.workspace, id, { doneAt: new Date(acting.now), memberId, note });
    return showUse(tx, acting, id);
  });
}

/** Not applying it here after all. The repair it made a task of goes with it; one that was a task before stays. */
export async function dropUse(
  { db, ...acting }: Acting,
  { id, note }: { id: string; note: string },
): Promise<PracticeUse> {
  return db.transaction().execute(async (tx) => {
    const { use } = await lockOpenUse(tx, acting, id);
    if (use.taskId !== null && (await didMakeTask(tx, acting.session.workspace, id)))
      await dropTaskIn(tx, acting, { id: use.taskId, note });
    await updateUse(tx, acting.session.workspace, id, { droppedAt: new Date(acting.now), note });
    return showUse(tx, acting, id);
  });
}

/** Every change to a use holds its deal, so that two of them come one after the other. */
async function lockOpenUse(tx: Tx, acting: ActingIn, id: string) {
  const found = await showUse(tx, acting, id);
  if (!found.deal) throw new Refusal("NOT_FOUND");
  const deal = await lockDealToChange(tx, acting.session, found.deal.id);
  const use = await showUse(tx, acting, id);
  if (use.state !== "open") throw new Refusal("USE_FINISHED");
  return { use, dealId: deal.id, isDealOpen: deal.status === "open" };
}

async function showUse(tx: Tx, { session }: ActingIn, id: string): Promise<PracticeUse> {
  const use = await findUse(tx, session.workspace, id, await findVisibleOwners(tx, session));
  if (!use) throw new Refusal("NOT_FOUND");
  return use;
}
