import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleDeal, findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { mayGiveView } from "./access.ts";
import type { DealVoices, ManagerView } from "./contract.ts";
import { findLossOf, findViewOf, listVoices, type StoredView } from "./store.ts";

/** Why a deal was lost, as its seller, their manager and the customer say it. */
export async function showVoices({ db, session }: Acting, { dealId }: { dealId: string }): Promise<DealVoices> {
  const { workspace, memberId } = session;
  const deal = await findVisibleDeal(db, session, dealId);
  const visible = await findVisibleOwners(db, session);
  const reader = await findDebriefReader(db, session);
  return inSnapshot(db, async (tx) => {
    const closedAt = await findLossOf(tx, workspace, dealId);
    if (closedAt === null) return { dealId, closedAt: null, voices: [], mayGiveView: false, mine: null };
    const [voices, mine] = await Promise.all([
      listVoices(tx, workspace, reader, { dealId, closedAt }),
      findViewOf(tx, workspace, { dealId, closedAt, memberId }),
    ]);
    return {
      dealId,
      closedAt: closedAt.toISOString(),
      voices: voices.map(({ saidAt, ...voice }) => ({ ...voice, saidAt: saidAt.toISOString() })),
      mayGiveView: mayGiveView(session, visible, deal),
      mine: mine === undefined ? null : viewShapeOf(mine),
    };
  });
}

export function viewShapeOf({ id, version, reasons, note, saidAt }: StoredView): ManagerView {
  return { id, version, reasons, note, saidAt: saidAt.toISOString() };
}
