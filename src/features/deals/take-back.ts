import type { Acting } from "../../platform/http/acting.ts";
import { enqueue } from "../../platform/jobs.ts";
import { Refusal } from "../../platform/refusal.ts";
import { askIfMajor } from "./ask-if-major.ts";
import type { DealRow } from "./contract.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { markDealChanged } from "./mark-deal-changed.ts";
import { showDealRow } from "./show-deal-row.ts";
import { mayTakeBack } from "./standing/rules.ts";
import { deleteStageChange, findLastStanding } from "./standing/store.ts";
import { updateCompetitor, updateStanding } from "./store.ts";

/** Takes back one's own close or move of a moment ago: a slip leaves no trace. Later it is reopened, and that is told. */
export async function takeBack(
  { db, ...acting }: Acting,
  { id, writeId }: { id: string; writeId: string },
): Promise<DealRow> {
  const { workspace, memberId } = acting.session;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, acting.session, id);
    const last = await findLastStanding(tx, workspace, id);
    if (!last || !mayTakeBack(last, deal, { writeId, memberId, now: acting.now })) {
      throw new Refusal("TOO_LATE_TO_TAKE_BACK");
    }
    const { before, wrote } = last;
    await deleteStageChange(tx, workspace, id, last);
    const open = { stageId: before.stageId, status: "open", lossKind: null, closedAt: null } as const;
    await updateStanding(tx, workspace, id, open);
    if (wrote.status !== "open") await updateCompetitor(tx, workspace, id, before.competitor);
    await markDealChanged(tx, acting, id);
    // The call that was set for the loss goes with it.
    if (wrote.status === "lost") {
      await enqueue(tx, "set-check-ups", { workspace, dealIds: [id] });
      await askIfMajor(tx, workspace, id);
    }
    return showDealRow(tx, acting, id);
  });
}
