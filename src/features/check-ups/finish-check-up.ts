import { randomUUID } from "node:crypto";
import type { Tx } from "../../platform/database/database.ts";
import { type Day, dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { lockDealToChange } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import type { StoredDeal } from "../deals/store.ts";
import { startWinBackIn } from "../deals/win-backs/start-win-back.ts";
import { findWorkingCalendar } from "../team/working-calendar/store.ts";
import type { CheckUpShape } from "./calls/contract.ts";
import { laterOn } from "./rules.ts";
import { findCheckUp, insertCheckUp, updateToDone } from "./store.ts";

export type CallResult = {
  outcome: "reopened" | "later" | "never";
  /** Whether somebody of theirs was spoken to; unless told otherwise, yes. */
  reached?: boolean | undefined;
  note: string;
  nextOn?: Day | undefined;
};

/** Says how the call went: a new deal with them, another call later, or none. The loss stays the loss it was. */
export async function finishCheckUp(
  { db, ...acting }: Acting,
  { id, ...result }: CallResult & { id: string },
): Promise<CheckUpShape> {
  const { workspace } = acting.session;
  return db.transaction().execute(async (tx) => {
    const found = await findCheckUp(tx, workspace, id);
    if (!found) throw new Refusal("NOT_FOUND");
    const deal = await lockDealToChange(tx, acting.session, found.dealId);
    // Looked at again: somebody may have finished it while we waited for the deal.
    const checkUp = await findCheckUp(tx, workspace, id);
    if (!checkUp) throw new Refusal("NOT_FOUND");
    if (checkUp.doneAt) {
      if (isSaidAgain(checkUp, result)) return checkUp;
      throw new Refusal("ALREADY_DONE");
    }
    return finishCheckUpIn(tx, acting, deal, checkUp, result);
  });
}

/** The same, for a call that waits and whose deal is locked. */
export async function finishCheckUpIn(
  tx: Tx,
  acting: ActingIn,
  deal: StoredDeal,
  checkUp: CheckUpShape,
  { outcome, reached = true, note: said, nextOn }: CallResult,
): Promise<CheckUpShape> {
  const { workspace, memberId, timeZone } = acting.session;
  const doneAt = new Date(acting.now);
  const note = said || checkUp.note;
  // A deal that was opened again meanwhile goes on by itself.
  const reopenedAs =
    outcome === "reopened" && deal.status === "lost" ? await startWinBackIn(tx, acting, deal, said) : null;
  const went = { outcome, reached: reached || outcome === "reopened", note, doneBy: memberId, doneAt, reopenedAs };
  await updateToDone(tx, workspace, checkUp.id, went);
  if (outcome === "later") {
    await insertCheckUp(tx, workspace, {
      id: randomUUID(),
      dealId: checkUp.dealId,
      dueOn: laterOn(nextOn, dayOf(acting.now, timeZone), await findWorkingCalendar(tx, workspace)),
      basis: "chosen",
      note,
      createdBy: memberId,
      createdAt: doneAt,
      follows: checkUp.id,
    });
  }
  const done = await findCheckUp(tx, workspace, checkUp.id);
  if (!done) throw new Error("The check-up that was just finished is not there.");
  return done;
}

function isSaidAgain(checkUp: CheckUpShape, { outcome, reached = true, note }: CallResult): boolean {
  return (
    checkUp.outcome === outcome &&
    checkUp.reached === (reached || outcome === "reopened") &&
    checkUp.note === (note || checkUp.note)
  );
}
