import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { enqueue } from "../../../platform/jobs.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findVisibleOwners, lockDealToChange } from "../../deals/find-visible-deal.ts";
import { listDealRows } from "../../deals/store.ts";
import { mayKeepRules } from "../access.ts";
import type { LeftOutOf, LossExclusion } from "../major-losses/contract.ts";
import { deleteExclusion, listExclusions, upsertExclusion } from "./store.ts";

type Wanted = { dealId: string; leftOutOf: LeftOutOf | null; why: string };

/** Leaves a loss out of what is told about losses together, or of invitations only; or takes it in again. */
export async function saveLossExclusion({ db, session, now }: Acting, wanted: Wanted): Promise<Wanted> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const { id: dealId } = await lockDealToChange(tx, session, wanted.dealId);
    if (!mayKeepRules(session)) throw new Refusal("NOT_ALLOWED");
    const { leftOutOf, why } = wanted;
    if (leftOutOf !== null)
      await upsertExclusion(tx, workspace, { dealId, leftOutOf, why }, { memberId, at: new Date(now) });
    else await deleteExclusion(tx, workspace, dealId);
    // What a rule named of it waits for nobody any more, or does again.
    await enqueue(tx, "find-major-losses", { workspace, dealIds: [dealId] });
    return { dealId, leftOutOf, why: leftOutOf === null ? "" : why };
  });
}

/** Few are left out; whoever leaves out hundreds sees the newest. */
const mostShown = 200;

export async function listLossExclusions({ db, session, now }: Acting): Promise<{ rows: LossExclusion[] }> {
  if (!mayKeepRules(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace, timeZone } = session;
  const visible = await findVisibleOwners(db, session);
  const excluded = await listExclusions(db, workspace, visible, mostShown);
  const deals = await listDealRows(
    db,
    workspace,
    excluded.map(({ dealId }) => dealId),
    dayOf(now, timeZone),
  );
  const dealOf = new Map(deals.map((deal) => [deal.id, deal]));
  return {
    rows: excluded.flatMap(({ dealId, madeAt, ...said }) => {
      const deal = dealOf.get(dealId);
      return deal ? [{ ...said, deal, madeAt: madeAt.toISOString() }] : [];
    }),
  };
}
