import { randomUUID } from "node:crypto";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { askIfMajor } from "./ask-if-major.ts";
import type { DealRow } from "./contract.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import {
  findFirstStage,
  findLastOpenStage,
  findStage,
  insertEarlierOutcome,
  insertStageChange,
} from "./history/store.ts";
import { markDealChanged } from "./mark-deal-changed.ts";
import { showDealRow } from "./show-deal-row.ts";
import { updateStanding } from "./store.ts";

/** Opens a closed deal again. How it had ended, and the debrief of that close, stay and are dated. */
export async function reopenDeal(
  { db, ...acting }: Acting,
  input: { id: string; stageId?: string | undefined },
): Promise<DealRow> {
  const { session, now } = acting;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, input.id);
    if (deal.status === "open" || deal.closedAt === null) throw new Refusal("DEAL_OPEN");
    const stage = input.stageId
      ? await findStage(tx, session.workspace, input.stageId)
      : ((await findLastOpenStage(tx, session.workspace, deal)) ??
        (await findFirstStage(tx, session.workspace, deal.pipelineId, "open")));
    if (input.stageId && (stage?.type !== "open" || stage.pipelineId !== deal.pipelineId)) {
      throw new Refusal("STAGE_NOT_OPEN");
    }
    const reopenedAt = new Date(now);
    await insertEarlierOutcome(tx, session.workspace, {
      id: randomUUID(),
      dealId: deal.id,
      status: deal.status,
      lossKind: deal.lossKind,
      closedAt: deal.closedAt,
      reopenedAt,
      reopenedBy: session.memberId,
    });
    const stageId = stage?.id ?? deal.stageId;
    const change = { stageId, enteredAt: reopenedAt, knownAt: reopenedAt, memberId: session.memberId };
    await insertStageChange(tx, session.workspace, deal, change);
    await updateStanding(tx, session.workspace, deal.id, { stageId, status: "open", lossKind: null, closedAt: null });
    await markDealChanged(tx, acting, deal.id);
    if (deal.status === "lost") await askIfMajor(tx, session.workspace, deal.id);
    return showDealRow(tx, acting, deal.id);
  });
}
