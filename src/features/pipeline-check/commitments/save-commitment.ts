import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findVisibleDeal } from "../../deals/find-visible-deal.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { mayChangeCommitment, mayCommit } from "../access.ts";
import type { CommitmentShape } from "../contract.ts";
import { refuseUnknownRepair } from "../refuse-unknown-repair.ts";
import { findCommitment, insertCommitments, updateCommitment } from "./store.ts";

type Promised = { id: string; dealId: string | null; flagId: string; repairId: string; wording: string };

/** Makes or rewords a promise of one's own. */
export async function saveCommitment({ db, ...acting }: Acting, input: Promised): Promise<CommitmentShape> {
  return db.transaction().execute((tx) => commitIn(tx, acting, input));
}

/** The same within what else is decided in this transaction. */
export async function commitIn(tx: Tx, { session, now }: ActingIn, input: Promised): Promise<CommitmentShape> {
  if (!mayCommit(session)) throw new Refusal("NOT_ALLOWED");
  const before = await findCommitment(tx, session.workspace, input.id);
  if (before && !mayChangeCommitment(session, before)) throw new Refusal("NOT_FOUND");
  await refuseUnknownRepair(tx, session, input);
  if (before) await updateCommitment(tx, session.workspace, input.id, input);
  else {
    if (input.dealId !== null) await findVisibleDeal(tx, session, input.dealId);
    const made = { memberId: session.memberId, dealId: input.dealId, at: new Date(now) };
    await insertCommitments(tx, session.workspace, [input], made);
  }
  const saved = await findCommitment(tx, session.workspace, input.id);
  // The same new promise sent twice at once, by two people: the other one was first.
  if (!saved || !mayChangeCommitment(session, saved)) throw new Refusal("CHANGED_MEANWHILE");
  return saved;
}
