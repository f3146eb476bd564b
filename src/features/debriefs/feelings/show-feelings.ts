import type { ActingSealed } from "../../../platform/http/acting.ts";
import { findSeals } from "../../../platform/sealing/workspace-seals.ts";
import { findVisibleDeal } from "../../deals/find-visible-deal.ts";
import type { OwnFeelings } from "./contract.ts";
import { type AskedClose, findClosedAt } from "./find-close.ts";
import { openFeelings, refuseUnlessInPerson } from "./open-own-feelings.ts";
import { findFeelings } from "./store.ts";

/** What I wrote about a close; nobody is ever shown another's. */
export async function showFeelings(
  { db, session, secrets }: ActingSealed,
  { dealId, closedAt }: AskedClose,
): Promise<{ own: OwnFeelings; whyNotKept: string | null }> {
  refuseUnlessInPerson(session);
  const { workspace, memberId } = session;
  const deal = await findVisibleDeal(db, session, dealId);
  const place = { memberId, dealId, closedAt: await findClosedAt(db, session, deal, closedAt) };
  const stored = await findFeelings(db, workspace, place);
  const found = await findSeals(db, secrets, workspace);
  if (found.kind === "none") {
    const own = stored
      ? { kind: "closed" as const, version: stored.version, why: found.why }
      : { kind: "none" as const };
    return { own, whyNotKept: found.why };
  }
  return { own: openFeelings(found.seals, workspace, place, stored), whyNotKept: found.seals.whyNotSealed };
}
