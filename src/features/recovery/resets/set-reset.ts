import type { Tx } from "../../../platform/database/database.ts";
import { type Day, dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { lockDealToChange } from "../../deals/find-visible-deal.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { deletePutAway, upsertPutAway } from "../../deals/put-away/store.ts";
import type { DebriefAnswers } from "../../debriefs/contract.ts";
import { commitIn } from "../../pipeline-check/commitments/save-commitment.ts";
import { findCommitment, listCommitmentsOn, updateCommitmentsEnded } from "../../pipeline-check/commitments/store.ts";
import { listRepairsOf } from "../../reasons/store.ts";
import type { ResetShape } from "./contract.ts";
import { resetShapeOf } from "./open-reset.ts";
import { findReset, findResetOf, insertReset, updateResetUndone } from "./store.ts";

type Planned = DebriefAnswers["commitments"][number];
type Asked = { id: string; dealId: string; lesson: string; resetsOn: Day; commitment: Planned | null };

/** Leaves a loss behind from a day on, once it is said what is taken from it. Sent again, it answers the same. */
export async function setReset({ db, ...acting }: Acting, asked: Asked): Promise<ResetShape> {
  const { session } = acting;
  const { workspace, memberId, timeZone } = session;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, asked.dealId);
    const before = await findReset(tx, workspace, memberId, asked.id);
    if (before && before.undoneAt === null && before.dealId === deal.id) return resetShapeOf(before);
    if (before) throw new Refusal("CHANGED_MEANWHILE");
    if (deal.status !== "lost" || !deal.closedAt) throw new Refusal("DEAL_NOT_LOST");
    if (asked.lesson === "") throw new Refusal("LESSON_NEEDED");
    if (asked.resetsOn < dayOf(acting.now, timeZone)) throw new Refusal("DAY_BEHIND");
    await settleCommitment(tx, acting, { dealId: deal.id, closedAt: deal.closedAt }, asked.commitment);

    const now = new Date(acting.now);
    // A later word replaces an earlier one, of this close or of one that was undone.
    const standing = await findResetOf(tx, workspace, memberId, deal.id);
    if (standing) await updateResetUndone(tx, workspace, standing.id, now);
    const { id, lesson, resetsOn } = asked;
    // A close that the CRM dates in the future is put away all the same.
    const setAt = now > deal.closedAt ? now : deal.closedAt;
    const inserted = await insertReset(tx, workspace, { id, memberId, dealId: deal.id, lesson, resetsOn, setAt });
    if (!inserted) throw new Refusal("CHANGED_MEANWHILE");
    await upsertPutAway(tx, workspace, { memberId, dealId: deal.id, fromOn: resetsOn, at: setAt });
    return resetShapeOf({ id, dealId: deal.id, lesson, resetsOn, setAt, undoneAt: null });
  });
}

/** A promise made after this loss is enough; else one is made, or one that is held to already is kept. */
async function settleCommitment(
  tx: Tx,
  acting: ActingIn,
  loss: { dealId: string; closedAt: Date },
  commitment: Planned | null,
): Promise<void> {
  const { workspace, memberId } = acting.session;
  if (commitment) {
    const kept = await findCommitment(tx, workspace, commitment.id);
    if (kept?.memberId !== memberId) await commitIn(tx, acting, { ...commitment, dealId: loss.dealId });
    else if (kept.endedAt !== null) throw new Refusal("COMMITMENT_NEEDED");
    return;
  }
  if ((await listCommitmentsOn(tx, workspace, loss.dealId, loss.closedAt)).length > 0) return;
  // Without a flag that has a repair there is nothing to promise.
  const repairs = await listRepairsOf(tx, workspace);
  if (repairs.some(({ archived, flagIds }) => !archived && flagIds.length > 0)) throw new Refusal("COMMITMENT_NEEDED");
}

/** Brings a loss back into this person's lists; a promise that the reset made goes with it. */
export async function undoReset(
  { db, session, now }: Acting,
  { id }: { id: string },
): Promise<{ id: string; dealId: string }> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const reset = await findReset(tx, workspace, memberId, id);
    if (!reset) throw new Refusal("NOT_FOUND");
    const { dealId } = reset;
    if (reset.undoneAt !== null) return { id, dealId };
    await updateResetUndone(tx, workspace, id, new Date(now));
    await deletePutAway(tx, workspace, memberId, dealId);
    await updateCommitmentsEnded(tx, workspace, { memberId, dealId, madeAt: reset.setAt, endedAt: new Date(now) });
    return { id, dealId };
  });
}
