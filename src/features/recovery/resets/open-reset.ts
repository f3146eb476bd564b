import { randomUUID } from "node:crypto";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { openDebrief } from "../../debriefs/open-debrief.ts";
import { listCommitmentsOn, listLiveCommitments } from "../../pipeline-check/commitments/store.ts";
import type { ResetShape, ResetSheet } from "./contract.ts";
import { lessonOf, proposedCommitments } from "./rules.ts";
import { findResetOf, type StoredReset } from "./store.ts";

export const resetShapeOf = ({ id, dealId, lesson, resetsOn, setAt }: StoredReset): ResetShape => ({
  ...{ id, dealId, lesson, resetsOn },
  setAt: setAt.toISOString(),
});

/** What a reset asks, answered as far as the debrief answered it. */
export async function openReset(acting: Acting, { dealId }: { dealId: string }): Promise<ResetSheet> {
  const { db, session } = acting;
  const { workspace, memberId } = session;
  const sheet = await openDebrief(acting, { dealId }).catch((error: unknown) => {
    throw error instanceof Refusal && error.code === "DEAL_OPEN" ? new Refusal("DEAL_NOT_LOST") : error;
  });
  const { deal, debrief } = sheet;
  if (deal.status !== "lost") throw new Refusal("DEAL_NOT_LOST");
  const recorded = debrief?.state === "recorded" ? debrief.answers : undefined;
  const named = (recorded ?? sheet.proposed).reasons.map(({ reasonId }) => reasonId);
  const closedAt = new Date(deal.closedAt ?? 0);
  const [reset, commitments, live] = await Promise.all([
    findResetOf(db, workspace, memberId, dealId),
    // Of somebody else's loss only as far as its debrief is shared.
    !debrief || debrief.shared === "everything" ? listCommitmentsOn(db, workspace, dealId, closedAt) : [],
    listLiveCommitments(db, workspace, memberId),
  ]);
  return {
    reset: reset && reset.setAt >= closedAt ? resetShapeOf(reset) : null,
    lesson: lessonOf(recorded ?? debrief?.answers),
    commitments,
    proposed: commitments.length > 0 ? [] : proposedCommitments(sheet, named, live, randomUUID),
  };
}
