import { type Day, dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { DealRow } from "./contract.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { hasSnooze, insertSnooze, updateSnoozesEnded } from "./history/store.ts";
import { markDealChanged } from "./mark-deal-changed.ts";
import { showDealRow } from "./show-deal-row.ts";

/** Lets an open deal rest until a day, for a reason. A rest it is having ends with the new one. */
export async function snoozeDeal(
  { db, ...acting }: Acting,
  input: { id: string; snoozeId: string; reason: string; untilOn: Day },
): Promise<DealRow> {
  const { session } = acting;
  const today = dayOf(acting.now, session.timeZone);
  const now = new Date(acting.now);
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, input.id);
    if (deal.status !== "open") throw new Refusal("DEAL_CLOSED");
    if (input.untilOn <= today) throw new Refusal("DAY_NOT_TO_COME");
    const { reason, untilOn } = input;
    const snooze = { id: input.snoozeId, dealId: deal.id, reason, untilOn, startedAt: now, memberId: session.memberId };
    if (await insertSnooze(tx, session.workspace, snooze)) {
      await updateSnoozesEnded(tx, session.workspace, { dealId: deal.id, now, today, except: snooze.id });
      await markDealChanged(tx, acting, deal.id);
    } else if (!(await hasSnooze(tx, session.workspace, deal.id, snooze.id))) {
      // The id is taken by a rest of another deal.
      throw new Refusal("CHANGED_MEANWHILE");
    }
    return showDealRow(tx, acting, deal.id);
  });
}

/** Ends a deal's rest now. A deal that is awake stays awake. */
export async function wakeDeal({ db, ...acting }: Acting, input: { id: string }): Promise<DealRow> {
  const { session } = acting;
  const today = dayOf(acting.now, session.timeZone);
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, input.id);
    const rest = { dealId: deal.id, now: new Date(acting.now), today };
    if (await updateSnoozesEnded(tx, session.workspace, rest)) await markDealChanged(tx, acting, deal.id);
    return showDealRow(tx, acting, deal.id);
  });
}
