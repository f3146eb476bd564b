import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { lockDealToChange } from "../deals/find-visible-deal.ts";
import type { CheckUpShape } from "./calls/contract.ts";
import { deleteFollowing, findCheckUp, findWaitingCheckUp, updateToWaiting } from "./store.ts";

/** Takes back that a call ended with "later" or "never": it waits again on its day. Of a call that waits, nothing changes. */
export async function undoCheckUp({ db, session }: Acting, { id }: { id: string }): Promise<CheckUpShape> {
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const found = await findCheckUp(tx, workspace, id);
    if (!found) throw new Refusal("NOT_FOUND");
    const deal = await lockDealToChange(tx, session, found.dealId);
    const checkUp = await findCheckUp(tx, workspace, id);
    if (!checkUp) throw new Refusal("NOT_FOUND");
    if (checkUp.doneAt === null) return checkUp;
    if (checkUp.reopenedAs) throw new Refusal("NEW_DEAL_STANDS");
    await deleteFollowing(tx, workspace, id);
    // A deal waits for one call: where another was set since, or made, this one stays as it was told.
    if (await findWaitingCheckUp(tx, workspace, deal.id)) {
      throw new Refusal("CHANGED_MEANWHILE", {
        message: "Another call to this customer was set since. Move that one.",
      });
    }
    await updateToWaiting(tx, workspace, id);
    return { ...checkUp, outcome: null, reached: null, doneAt: null, doneByName: null };
  });
}
