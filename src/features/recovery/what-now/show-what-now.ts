import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findWaitingCheckUp } from "../../check-ups/store.ts";
import { listResults } from "../../deals/closes/list-results.ts";
import { placeInRun } from "../../deals/closes/results/rules.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleDeal } from "../../deals/find-visible-deal.ts";
import { showDealRow } from "../../deals/show-deal-row.ts";
import { showAgreements } from "../agreements/show-agreements.ts";
import { showBreather } from "../breathers/show-breather.ts";
import { listEasyConversations } from "../easy-conversations/list-easy-conversations.ts";
import { resetShapeOf } from "../resets/open-reset.ts";
import { standingOf } from "../resets/rules.ts";
import { findResetOf } from "../resets/store.ts";
import { guardFrom, recoveredWithinDays } from "../streak-guard/rules.ts";
import { listRecovered } from "../streak-guard/store.ts";
import type { WhatNow } from "./contract.ts";

/** What the one who asks can do after a loss: everything of it is their own, and nobody else's to see. */
export async function showWhatNow(acting: Acting, { dealId }: { dealId: string }): Promise<WhatNow> {
  const { db, session, now } = acting;
  const { workspace, memberId, timeZone } = session;
  const deal = await findVisibleDeal(db, session, dealId);
  if (deal.status !== "lost" || !deal.closedAt) throw new Refusal("DEAL_NOT_LOST");
  const { results } = await listResults(db, workspace, memberId, { until: now, timeZone });
  const lossInRow = deal.ownerId === memberId ? placeInRun(results, dealId) : null;
  const reader = await findDebriefReader(db, session);
  const isGuarded = lossInRow !== null && lossInRow >= guardFrom;
  const [row, breather, reset, conversations, colleagues, agreements, checkUp] = await Promise.all([
    showDealRow(db, acting, dealId),
    showBreather(acting),
    findResetOf(db, workspace, memberId, dealId),
    listEasyConversations(db, acting, dealId),
    isGuarded ? listRecovered(db, workspace, reader, { memberId, dealId, withinDays: recoveredWithinDays }) : [],
    showAgreements(acting),
    findWaitingCheckUp(db, workspace, dealId),
  ]);
  const { managerName, tellManager } = agreements;
  return {
    deal: row,
    breather,
    reset: reset && reset.setAt >= deal.closedAt ? resetShapeOf(reset) : null,
    standing: standingOf(results),
    conversations,
    lossInRow,
    colleagues,
    manager: isGuarded && managerName !== null ? { name: managerName, isTold: tellManager } : null,
    checkUp: checkUp ?? null,
  };
}
