import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { logActivityIn } from "../../deals/log-activity.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { takeBackActivityIn } from "../../deals/take-back-activity.ts";
import { findOwnBlock } from "./change-block.ts";
import type { BlockPage, EffortKind, EffortResult } from "./contract.ts";
import { stateOf } from "./rules.ts";
import { deleteEffort, insertEffort, lockBlocksOf } from "./store.ts";
import { tellBlock } from "./tell-blocks.ts";

type EffortInput = {
  blockId: string;
  id: string;
  kind: EffortKind;
  who: string;
  result: EffortResult;
  dealId: string | null;
};

/** Logs what was done in a running block. On a deal it is an activity under the same id, so that it counts once. */
export async function logEffort({ db, ...acting }: Acting, input: EffortInput): Promise<BlockPage> {
  const { session, now } = acting;
  const { workspace, memberId } = session;
  const { blockId, dealId, ...effort } = input;
  return db.transaction().execute(async (tx) => {
    await lockBlocksOf(tx, workspace, memberId);
    const block = await findOwnBlock(tx, session, blockId);
    if (stateOf(block, now) !== "running") throw new Refusal("BLOCK_NOT_RUNNING");
    const isNew = await insertEffort(tx, workspace, blockId, { ...effort, madeAt: now });
    if (isNew && dealId !== null) await logOnDeal(tx, acting, { ...input, dealId });
    return tellBlock(tx, session, now, block);
  });
}

async function logOnDeal(
  tx: Tx,
  acting: ActingIn,
  { id, dealId, kind, result }: EffortInput & { dealId: string },
): Promise<void> {
  // Who tried to meet somebody and did not has nothing to write down on a deal.
  if (kind === "networking" && result === "tried") return;
  const asked = kind === "referral" ? "Asked for an introduction" : "";
  await logActivityIn(tx, acting, {
    ...{ id, dealId, contactId: null, body: "", direction: "outgoing" },
    kind: kind === "networking" ? "meeting" : "call",
    answered: kind === "networking" ? null : result !== "tried",
    happenedAt: new Date(acting.now).toISOString(),
    subject: result === "meeting" ? [asked, "Agreed to meet"].filter(Boolean).join(". ") : asked,
  });
}

/** Takes back what was logged by mistake; what it put on a deal goes with it while that is a moment old. */
export async function removeEffort(
  { db, ...acting }: Acting,
  { blockId, id }: { blockId: string; id: string },
): Promise<BlockPage> {
  const { session, now } = acting;
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    await lockBlocksOf(tx, workspace, memberId);
    const block = await findOwnBlock(tx, session, blockId);
    if (await deleteEffort(tx, workspace, blockId, id)) await takeBackActivityIn(tx, acting, id);
    return tellBlock(tx, session, now, block);
  });
}
