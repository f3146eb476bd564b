import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayChangeCommitment } from "../access.ts";
import type { CommitmentShape } from "../contract.ts";
import { findCommitment, updateCommitment } from "./store.ts";

/** Ends a promise of one's own; one that ended keeps the instant it ended first. */
export async function endCommitment({ db, session, now }: Acting, { id }: { id: string }): Promise<CommitmentShape> {
  return db.transaction().execute(async (tx) => {
    const commitment = await findCommitment(tx, session.workspace, id);
    if (!commitment || !mayChangeCommitment(session, commitment)) throw new Refusal("NOT_FOUND");
    if (commitment.endedAt) return commitment;
    const endedAt = new Date(now);
    await updateCommitment(tx, session.workspace, id, { endedAt });
    return { ...commitment, endedAt: endedAt.toISOString() };
  });
}
