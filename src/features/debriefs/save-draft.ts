import { isDeepStrictEqual } from "node:util";
import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session, WorkspaceId } from "../../platform/session.ts";
import { lockDealToChange } from "../deals/find-visible-deal.ts";
import type { StoredDeal } from "../deals/store.ts";
import type { DebriefAnswers, DebriefShape } from "./contract.ts";
import { settled } from "./rules.ts";
import { findDebrief, findDebriefById, insertDraft, ownShapeOf, type StoredDebrief, updateDraft } from "./store.ts";

/** What somebody saw and wrote: `version` is the one they saw, 0 before the first save. */
export type Written = { dealId: string; debriefId: string; version: number; answers: DebriefAnswers };

/** Keeps a debrief as it is so far. */
export async function saveDraft({ db, session, now }: Acting, input: Written): Promise<DebriefShape> {
  return db.transaction().execute(async (tx) => {
    const close = await lockClose(tx, session, input.dealId);
    const answers = settled(close.outcome, input.answers);
    const current = await findDebrief(tx, session.workspace, input.dealId, close.closedAt);
    if (current?.state === "recorded") throw new Refusal("ALREADY_RECORDED", { data: ownShapeOf(current) });
    // The answer to this very save was lost on its way, and the save repeated.
    if (current && isRepeated(current, input, answers)) return ownShapeOf(current);
    await refuseOtherDraft(tx, session.workspace, current, input);
    if (current) await updateDraft(tx, session.workspace, current.id, answers);
    else await beginDebrief(tx, { session, now }, close, { ...input, answers });
    return showSaved(tx, session.workspace, input.debriefId);
  });
}

/** The close a debrief is about. */
export type Close = { deal: StoredDeal; outcome: "won" | "lost"; closedAt: Date };

/** Holds the deal, so that two windows come one after the other; refuses a deal that is open. */
export async function lockClose(tx: Tx, session: Session, dealId: string): Promise<Close> {
  return closeOf(await lockDealToChange(tx, session, dealId));
}

export function closeOf(deal: StoredDeal): Close {
  if (deal.status === "open" || !deal.closedAt) throw new Refusal("DEAL_OPEN");
  return { deal, outcome: deal.status, closedAt: deal.closedAt };
}

/** Nobody overwrites what they have not seen. */
export async function refuseOtherDraft(
  tx: Tx,
  workspace: WorkspaceId,
  current: StoredDebrief | undefined,
  { debriefId, version }: Pick<Written, "debriefId" | "version">,
): Promise<void> {
  if (current) {
    if (current.id === debriefId && current.version === version) return;
    throw new Refusal("OTHER_DRAFT", { data: ownShapeOf(current) });
  }
  // A window left open over a reopening writes about a close that was undone.
  const undone = await findDebriefById(tx, workspace, debriefId);
  if (undone || version !== 0) {
    throw new Refusal("CHANGED_MEANWHILE", {
      message: "This deal was reopened and closed again since. Open its new debrief.",
    });
  }
}

export async function beginDebrief(
  tx: Tx,
  { session, now }: Omit<Acting, "db">,
  { deal, outcome, closedAt }: Close,
  { debriefId, answers }: Pick<Written, "debriefId" | "answers">,
): Promise<void> {
  const started = { startedBy: session.memberId, startedAt: new Date(now) };
  await insertDraft(tx, session.workspace, { id: debriefId, dealId: deal.id, closedAt, outcome, answers, ...started });
}

export async function showSaved(tx: Tx, workspace: WorkspaceId, id: string): Promise<DebriefShape> {
  const saved = await findDebriefById(tx, workspace, id);
  if (!saved) throw new Error("The debrief that was just saved is not there.");
  return ownShapeOf(saved);
}

function isRepeated(current: StoredDebrief, { debriefId, version }: Written, answers: DebriefAnswers): boolean {
  return current.id === debriefId && current.version === version + 1 && isDeepStrictEqual(current.answers, answers);
}
