import { randomUUID } from "node:crypto";
import type { Tx } from "../../../platform/database/database.ts";
import { dayOf, type Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { proposeCheckUp } from "../../check-ups/rules.ts";
import { findWaitingCheckUp, hasCheckUpSince, insertCheckUps } from "../../check-ups/store.ts";
import { findDeal } from "../../deals/store.ts";
import { findWorkspace } from "../../team/store.ts";
import { findWorkingCalendar } from "../../team/working-calendar/store.ts";

/**
 * A lost customer who sees a chance for us in the form is called: where no call waits for them, one is set for the day that
 * follows from their term. One that waits keeps its day; and one that was set or made since they first answered is not made
 * again because they changed a word.
 */
export async function callAfterForm(
  tx: Tx,
  workspace: WorkspaceId,
  { dealId, givenAt }: { dealId: string; givenAt: Date | null },
  now: Instant,
): Promise<void> {
  const deal = await findDeal(tx, workspace, dealId);
  if (deal?.status !== "lost" || (await findWaitingCheckUp(tx, workspace, dealId))) return;
  if (givenAt && (await hasCheckUpSince(tx, workspace, dealId, givenAt))) return;
  const { time_zone: timeZone, default_term_months: usualTermMonths } = await findWorkspace(tx, workspace);
  const { pitchedOn, offeredTermMonths, closedAt } = deal;
  const closedOn = dayOf(closedAt?.getTime() ?? now, timeZone);
  const facts = { pitchedOn, closedOn, offeredTermMonths, usualTermMonths };
  const { dueOn, basis } = proposeCheckUp(facts, dayOf(now, timeZone), await findWorkingCalendar(tx, workspace));
  const made = { createdBy: null, createdAt: new Date(now) };
  // The one that the loss itself sets may come at this moment.
  await insertCheckUps(tx, workspace, [{ id: randomUUID(), dealId, dueOn, basis, note: "", ...made }]);
}
