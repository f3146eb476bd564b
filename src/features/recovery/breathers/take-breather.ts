import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findVisibleDeal } from "../../deals/find-visible-deal.ts";
import { findTimeZone } from "../../team/time-zones/store.ts";
import type { BreatherLength, BreatherShape } from "./contract.ts";
import { findWorkingTime } from "./find-working-time.ts";
import { breatherChoices, isRunning } from "./rules.ts";
import { breatherShapeOf } from "./show-breather.ts";
import { findBreather, findLastBreather, insertBreather, lockBreathers, updateBreatherEnded } from "./store.ts";

type Asked = { id: string; dealId: string | null; length: BreatherLength };

/** Takes a breather, one at a time. Sent again, it answers the same. */
export async function takeBreather({ db, session, now }: Acting, asked: Asked): Promise<BreatherShape> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    await lockBreathers(tx, workspace, memberId);
    const before = await findBreather(tx, workspace, memberId, asked.id);
    const working = await findWorkingTime(tx, session);
    if (before) return breatherShapeOf(before, working.timeZone);
    if (asked.dealId !== null) await findVisibleDeal(tx, session, asked.dealId);
    const last = await findLastBreather(tx, workspace, memberId);
    if (last && isRunning({ backAt: last.backAt.getTime(), endedAt: null }, now)) throw new Refusal("BREATHER_RUNNING");
    // Its agreed return came, and nobody had to say so.
    if (last) await updateBreatherEnded(tx, workspace, memberId, last.id, last.backAt);
    const choice = breatherChoices(now, working).find(({ length }) => length === asked.length);
    if (!choice) throw new Refusal("RETURN_NOT_POSSIBLE");
    const { id, dealId } = asked;
    const inserted = await insertBreather(tx, workspace, { id, memberId, dealId, beganAt: now, backAt: choice.backAt });
    const taken = inserted ? await findBreather(tx, workspace, memberId, id) : undefined;
    // The id is a colleague's; it is not told whose.
    if (!taken) throw new Refusal("CHANGED_MEANWHILE");
    return breatherShapeOf(taken, working.timeZone);
  });
}

/** Back before, or at, the agreed time. Said twice, it was so the first time. */
export async function endBreather({ db, session, now }: Acting, { id }: { id: string }): Promise<BreatherShape> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const breather = await findBreather(tx, workspace, memberId, id);
    if (!breather) throw new Refusal("NOT_FOUND");
    const endedAt = new Date(Math.min(now, breather.backAt.getTime()));
    await updateBreatherEnded(tx, workspace, memberId, id, endedAt);
    const timeZone = await findTimeZone(tx, workspace, memberId);
    return breatherShapeOf({ ...breather, endedAt: breather.endedAt ?? endedAt }, timeZone);
  });
}
