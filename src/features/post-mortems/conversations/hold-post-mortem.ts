import { randomUUID } from "node:crypto";
import type { Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { setCheckUpIn } from "../../check-ups/save-check-up.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { lockDeal } from "../../deals/store.ts";
import { saysAnything } from "../customer-answers/rules.ts";
import { updateToGiven } from "../customer-answers/store.ts";
import type { PostMortemSheet } from "./contract.ts";
import { lockPostMortemToGoOn } from "./find-own-post-mortem.ts";
import { isPossible } from "./rules.ts";
import { keepNotes, type Notes } from "./save-notes.ts";
import { sheetOf } from "./show-post-mortem.ts";
import { type StoredPostMortem, updateToHeld } from "./store.ts";

type Held = Notes & { heldAt?: string | undefined; checkUpOn: Day | null };

/** The conversation took place: what was typed is the customer's word from now on, and a chance for us sets the next call. */
export async function holdPostMortem({ db, ...acting }: Acting, held: Held): Promise<PostMortemSheet> {
  const { session, now } = acting;
  return db.transaction().execute(async (tx) => {
    const { postMortem } = await lockPostMortemToGoOn(tx, session, held.id);
    if (!saysAnything(held.answers)) throw new Refusal("NOTHING_SAID");
    const heldAt = whenHeld(postMortem, held.heldAt, now);
    const { id: answersId } = await keepNotes(tx, acting, held);
    await updateToGiven(tx, session.workspace, answersId, heldAt);
    const by = { memberId: session.memberId, at: new Date(now) };
    if (postMortem.state !== "held" || held.heldAt !== undefined)
      await updateToHeld(tx, session.workspace, held.id, heldAt, by);
    const { winAgain } = held.answers;
    if (held.checkUpOn !== null && (winAgain === "yes" || winAgain === "maybe"))
      await callAgain(tx, acting, postMortem.dealId, held.checkUpOn);
    return sheetOf(tx, acting, held.id);
  });
}

function whenHeld({ closedAt, heldAt }: StoredPostMortem, told: string | undefined, now: number): Date {
  if (told === undefined) return heldAt ?? new Date(now);
  const at = Date.parse(told);
  if (!isPossible(at, { closedAt: closedAt.getTime(), now })) throw new Refusal("TIME_NOT_POSSIBLE");
  return new Date(Math.min(at, now));
}

/** A loss that was opened again meanwhile is talked about as a deal, and needs no call. */
async function callAgain(tx: Tx, acting: ActingIn, dealId: string, dueOn: Day): Promise<void> {
  const deal = await lockDeal(tx, acting.session.workspace, dealId);
  if (deal?.status === "lost") await setCheckUpIn(tx, acting, deal, { id: randomUUID(), dueOn });
}
