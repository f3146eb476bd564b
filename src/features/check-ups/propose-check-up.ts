import type { Db } from "../../platform/database/database.ts";
import { dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { findVisibleDeal } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import type { StoredDeal } from "../deals/store.ts";
import { findWorkspace } from "../team/store.ts";
import { findWorkingCalendar } from "../team/working-calendar/store.ts";
import { type ProposedCheckUp, proposeCheckUp } from "./rules.ts";

type DealToCall = Pick<StoredDeal, "pitchedOn" | "offeredTermMonths" | "closedAt">;

/** When to call this lost customer again, and why then. */
export async function proposeCheckUpOfDeal(
  { db, session, now }: Acting,
  { dealId }: { dealId: string },
): Promise<ProposedCheckUp> {
  return proposeCheckUpIn(db, { session, now }, await findVisibleDeal(db, session, dealId));
}

/** The same, for a deal that is at hand. */
export async function proposeCheckUpIn(db: Db, { session, now }: ActingIn, deal: DealToCall): Promise<ProposedCheckUp> {
  const { default_term_months: usualTermMonths } = await findWorkspace(db, session.workspace);
  return proposeCheckUp(
    {
      pitchedOn: deal.pitchedOn,
      closedOn: dayOf(deal.closedAt?.getTime() ?? now, session.timeZone),
      offeredTermMonths: deal.offeredTermMonths,
      usualTermMonths,
    },
    dayOf(now, session.timeZone),
    await findWorkingCalendar(db, session.workspace),
  );
}
