import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { DealRow } from "./contract.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { findStage, hasLaterStage, insertStageChange } from "./history/store.ts";
import { markDealChanged } from "./mark-deal-changed.ts";
import { showDealRow } from "./show-deal-row.ts";
import { standingBefore } from "./standing/rules.ts";
import { updateStanding } from "./store.ts";
import { whenItHappened } from "./when-it-happened.ts";

/**
 * Moves an open deal to another open stage. Told for a time before a stage it is known to have entered later, it adds
 * to the deal's history and leaves the deal where it stands.
 */
export async function moveDeal(
  { db, ...acting }: Acting,
  input: { id: string; stageId: string; enteredAt?: string | undefined; writeId?: string | undefined },
): Promise<DealRow> {
  const { session, now } = acting;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, input.id);
    if (deal.status !== "open") throw new Refusal("DEAL_CLOSED");
    const stage = await findStage(tx, session.workspace, input.stageId);
    if (!stage) throw new Refusal("NOT_FOUND");
    if (stage.type !== "open" || stage.pipelineId !== deal.pipelineId) throw new Refusal("STAGE_NOT_OPEN");
    if (stage.id === deal.stageId && input.enteredAt === undefined) return showDealRow(tx, acting, deal.id);

    const enteredAt = whenItHappened(input.enteredAt, now);
    const isHistory = input.enteredAt !== undefined && (await hasLaterStage(tx, session.workspace, deal, enteredAt));
    const change = { stageId: stage.id, enteredAt, knownAt: new Date(now), memberId: session.memberId };
    await insertStageChange(tx, session.workspace, deal, change);
    const standing = { ...deal, stageId: stage.id };
    const before = standingBefore(acting, deal, { ...standing, writeId: input.writeId, enteredAt });
    if (!isHistory) await updateStanding(tx, session.workspace, deal.id, standing, before);
    await markDealChanged(tx, acting, deal.id);
    return showDealRow(tx, acting, deal.id);
  });
}
