import { randomUUID } from "node:crypto";
import type { Db } from "../../platform/database/database.ts";
import { addMonths, dayOf, type Instant } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { findWorkspace } from "../team/store.ts";
import { findWorkingCalendar } from "../team/working-calendar/store.ts";
import { firstCallIsAhead, proposeCheckUp } from "./rules.ts";
import { deleteCallsOfNoLoss, insertCheckUps, listLossesWithoutCheckUp } from "./store.ts";

const batch = 1_000;
/** No first call lies ahead of a loss older than the longest term a deal can offer. */
const longestTermMonths = 240;

/**
 * Every loss sets a check-up: a deal just marked lost in any case, the losses of an export while their first call is
 * still ahead. A deal that had one, waiting or done, is left alone, so that it may run again. A loss that was taken back
 * takes its call along.
 */
export async function setCheckUps(
  db: Db,
  workspace: WorkspaceId,
  which: { dealIds: readonly string[] } | { imported: true },
  now: Instant,
  signal?: AbortSignal,
): Promise<void> {
  const { time_zone: timeZone, default_term_months: usualTermMonths } = await findWorkspace(db, workspace);
  const today = dayOf(now, timeZone);
  const calendar = await findWorkingCalendar(db, workspace);
  const imported = "imported" in which;
  const range = imported ? { closedSince: addMonths(today, -longestTermMonths) } : which;
  if (!imported) await deleteCallsOfNoLoss(db, workspace, which.dealIds);
  let after: string | null = null;
  do {
    signal?.throwIfAborted();
    const losses = await listLossesWithoutCheckUp(db, workspace, range, { after, limit: batch });
    const dated = losses.map(({ dealId, closedAt, toldOn, ...terms }) => ({
      dealId,
      toldOn,
      facts: { ...terms, closedOn: dayOf(closedAt.getTime(), timeZone), usualTermMonths },
    }));
    const isToCome = (on: string | null) => on !== null && on >= today;
    const wanted = imported
      ? dated.filter(({ facts, toldOn }) => isToCome(toldOn) || firstCallIsAhead(facts, today))
      : dated;
    await insertCheckUps(
      db,
      workspace,
      wanted.map(({ dealId, facts, toldOn }) => {
        const proposed = proposeCheckUp(facts, today, calendar);
        // A day that the file names was chosen by somebody there, unless it is the one we would propose.
        const isChosen = toldOn !== null && toldOn >= today && toldOn !== proposed.dueOn;
        const { dueOn, basis } = isChosen ? { dueOn: toldOn, basis: "chosen" as const } : proposed;
        return { id: randomUUID(), dealId, dueOn, basis, note: "", createdBy: null, createdAt: new Date(now) };
      }),
    );
    after = losses.length === batch ? (losses.at(-1)?.dealId ?? null) : null;
  } while (after);
}
