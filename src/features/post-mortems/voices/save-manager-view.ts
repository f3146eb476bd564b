import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { findVisibleOwners, lockDealToChange } from "../../deals/find-visible-deal.ts";
import { mayGiveView } from "./access.ts";
import type { ManagerView } from "./contract.ts";
import { isSameView, settledView } from "./rules.ts";
import { viewShapeOf } from "./show-voices.ts";
import {
  countUnknownReasons,
  deleteView,
  findLossOf,
  findViewById,
  findViewOf,
  insertView,
  type StoredView,
  updateView,
} from "./store.ts";

type Said = { dealId: string; id: string; version: number; reasons: ManagerView["reasons"]; note: string };

/** Says how whoever leads the seller sees a loss. It stands beside the other voices and changes none of them. */
export async function saveManagerView(
  { db, session, now }: Acting,
  { dealId, id, version, ...words }: Said,
): Promise<ManagerView> {
  const { workspace, memberId } = session;
  const said = settledView(words);
  return db.transaction().execute(async (tx) => {
    await lockDealToJudge(tx, session, dealId);
    const closedAt = await findLossOf(tx, workspace, dealId);
    if (closedAt === null) throw new Refusal("DEAL_NOT_LOST");
    if (said.reasons.length === 0 && said.note === "") throw new Refusal("NOTHING_SAID");
    const reasonIds = said.reasons.map(({ reasonId }) => reasonId);
    if ((await countUnknownReasons(tx, workspace, reasonIds)) > 0) {
      throw new Refusal("NOT_FOUND", { message: "One of these reasons is not in the catalogue any more." });
    }
    const current = await findViewOf(tx, workspace, { dealId, closedAt, memberId });
    // Sent once more, it is saved already.
    if (current?.id === id && isSameView(current, said)) return viewShapeOf(current);
    if ((current?.id ?? id) !== id || (current?.version ?? 0) !== version) throw new Refusal("CHANGED_MEANWHILE");
    const words = { ...said, saidAt: new Date(now) };
    if (current) await updateView(tx, workspace, id, words);
    else {
      if (await findViewById(tx, workspace, id)) throw new Refusal("CHANGED_MEANWHILE");
      await insertView(tx, workspace, { id, dealId, closedAt, memberId, ...words });
    }
    return viewShapeOf(await reread(tx, session, id));
  });
}

/** Takes one's own view back. Gone already, it stays so. */
export async function deleteManagerView(
  { db, session }: Acting,
  { dealId, id }: { dealId: string; id: string },
): Promise<{ id: string }> {
  return db.transaction().execute(async (tx) => {
    await lockDealToJudge(tx, session, dealId);
    const view = await findViewById(tx, session.workspace, id);
    if (!view) return { id };
    if (view.dealId !== dealId || view.memberId !== session.memberId) throw new Refusal("NOT_FOUND");
    await deleteView(tx, session.workspace, id);
    return { id };
  });
}

async function lockDealToJudge(tx: Tx, session: Session, dealId: string): Promise<void> {
  const deal = await lockDealToChange(tx, session, dealId);
  if (mayGiveView(session, await findVisibleOwners(tx, session), deal)) return;
  throw new Refusal("NOT_ALLOWED", { message: "The view of a loss is of those who lead its seller." });
}

async function reread(tx: Tx, { workspace }: Session, id: string): Promise<StoredView> {
  const view = await findViewById(tx, workspace, id);
  if (!view) throw new Error("A view that was just saved is not there.");
  return view;
}
