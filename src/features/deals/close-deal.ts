import type { Acting } from "../../platform/http/acting.ts";
import { enqueue } from "../../platform/jobs.ts";
import { Refusal } from "../../platform/refusal.ts";
import { askIfMajor } from "./ask-if-major.ts";
import type { DealRow, LossKind } from "./contract.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { findFirstStage, findLastReopening, insertStageChange } from "./history/store.ts";
import { markDealChanged } from "./mark-deal-changed.ts";
import { showDealRow } from "./show-deal-row.ts";
import { standingBefore } from "./standing/rules.ts";
import { type StoredDeal, updateCompetitor, updateStanding } from "./store.ts";
import { whenItHappened } from "./when-it-happened.ts";

export type CloseInput = {
  id: string;
  outcome: "won" | "lost";
  lossKind?: LossKind | undefined;
  closedAt?: string | undefined;
  competitor?: string | null | undefined;
  writeId?: string | undefined;
};

/** Marks a deal won or lost. Nothing planned for it is deleted. The same request again changes nothing. */
export async function closeDeal({ db, ...acting }: Acting, input: CloseInput): Promise<DealRow> {
  const { session, now } = acting;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, input.id);
    if (endedAsAsked(deal, input)) return showDealRow(tx, acting, deal.id);
    if (deal.status !== "open") throw new Refusal("DEAL_CLOSED");

    const closedAt = whenItHappened(input.closedAt, now);
    const reopenedAt = await findLastReopening(tx, session.workspace, deal.id);
    if (reopenedAt && closedAt <= reopenedAt) {
      throw new Refusal("TIME_NOT_POSSIBLE", {
        message: "The deal was opened again after this time. Give a later one.",
      });
    }
    const stage = await findFirstStage(tx, session.workspace, deal.pipelineId, input.outcome);
    const stageId = stage?.id ?? deal.stageId;
    if (stage) {
      const change = { stageId, enteredAt: closedAt, knownAt: new Date(now), memberId: session.memberId };
      await insertStageChange(tx, session.workspace, deal, change);
    }
    const lossKind = input.outcome === "lost" ? (input.lossKind ?? "unknown") : null;
    const standing = { stageId, status: input.outcome, lossKind, closedAt };
    const before = standingBefore(acting, deal, { ...input, ...standing, enteredAt: closedAt });
    await updateStanding(tx, session.workspace, deal.id, standing, before);
    if (input.competitor !== undefined)
      await updateCompetitor(tx, session.workspace, deal.id, input.competitor || null);
    await markDealChanged(tx, acting, deal.id);
    if (input.outcome === "lost") {
      await enqueue(tx, "set-check-ups", { workspace: session.workspace, dealIds: [deal.id] });
      await askIfMajor(tx, session.workspace, deal.id);
    }
    return showDealRow(tx, acting, deal.id);
  });
}

function endedAsAsked(deal: StoredDeal, { outcome, lossKind, closedAt }: CloseInput): boolean {
  return (
    deal.status === outcome &&
    (outcome === "won" || lossKind === undefined || lossKind === deal.lossKind) &&
    (closedAt === undefined || Date.parse(closedAt) === deal.closedAt?.getTime())
  );
}
