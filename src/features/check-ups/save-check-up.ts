import type { Tx } from "../../platform/database/database.ts";
import { type Day, dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { lockDealToChange } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import type { StoredDeal } from "../deals/store.ts";
import type { CheckUpShape } from "./contract.ts";
import { proposeCheckUpIn } from "./propose-check-up.ts";
import { chosenDay } from "./rules.ts";
import { findCheckUp, findWaitingCheckUp, upsertWaitingCheckUp } from "./store.ts";

type Wanted = { id: string; dealId: string; dueOn: Day; note: string };

/** Sets or moves the call this lost deal waits for. */
export async function saveCheckUp({ db, session, now }: Acting, input: Wanted): Promise<CheckUpShape> {
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, input.dealId);
    const named = await findCheckUp(tx, session.workspace, input.id);
    if (named && named.dealId !== deal.id) throw new Refusal("NOT_FOUND");
    if (named?.doneAt) throw new Refusal("CHANGED_MEANWHILE", { message: "This check-up was finished meanwhile." });
    // A call that waits outlives the deal's reopening and may be moved; only a new one needs a loss.
    if (!named && deal.status !== "lost") throw new Refusal("DEAL_NOT_LOST");
    return setCheckUpIn(tx, { session, now }, deal, input);
  });
}

/**
 * A deal waits for one call at most: one that waits already is moved, and keeps its id and, where none is given, its
 * note. For a deal that is locked.
 */
export async function setCheckUpIn(
  tx: Tx,
  acting: ActingIn,
  deal: StoredDeal,
  wanted: { id: string; dueOn: Day; note?: string },
): Promise<CheckUpShape> {
  const { workspace, memberId, timeZone } = acting.session;
  const proposed = await proposeCheckUpIn(tx, acting, deal);
  const dueOn = chosenDay(wanted.dueOn, dayOf(acting.now, timeZone));
  const basis = dueOn === proposed.dueOn ? proposed.basis : ("chosen" as const);
  const made = { id: wanted.id, dealId: deal.id, createdBy: memberId, createdAt: new Date(acting.now) };
  await upsertWaitingCheckUp(tx, workspace, { ...made, dueOn, basis, note: wanted.note });
  const saved = await findWaitingCheckUp(tx, workspace, deal.id);
  if (!saved) throw new Error("The check-up that was just saved is not there.");
  return saved;
}
