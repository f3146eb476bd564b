import { analyseTables } from "../../platform/database/analyse-tables.ts";
import type { Database, Tx } from "../../platform/database/database.ts";
import { dayOf, type Instant, startOfDay } from "../../platform/dates.ts";
import { enqueue } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { lookAtAsked } from "../deals/asked-deals/ask-about-deals.ts";
import { listDealRecords, streamOpenDealIds } from "../deals/record/store.ts";
import { type DealRecord, statusOf } from "../deals/rules.ts";
import { askRereading } from "../team/ask-rereading.ts";
import { findWorkspace } from "../team/store.ts";
import { findFlagContext, type Watch } from "./find-flag-context.ts";
import { findUsual } from "./norms/find-usual.ts";
import { normsEqual } from "./norms/rules.ts";
import { replaceNorms } from "./norms/store.ts";
import {
  deleteReadings,
  deleteStrayReadings,
  findNextTurn,
  listTurnedDeals,
  lockReadings,
  storeReadings,
} from "./readings/store.ts";
import { readFlags } from "./rules.ts";
import { countDeals, deleteChanges, recountTallies, uncountDeals } from "./tallies/store.ts";

const batch = 500;

/**
 * Reads every watched flag on these open deals and keeps what it finds: on all of the team's, on those that changed since
 * they were asked about, or on those whose last reading held until now.
 */
export async function refreshReadings(
  db: Database,
  workspace: WorkspaceId,
  which: readonly string[] | "all" | "asked" | "turned",
  at: Instant,
  signal?: AbortSignal,
): Promise<void> {
  if (which === "asked") {
    await lookAtAsked(db, workspace, "refresh-flags", { now: at, signal }, (tx, dealIds, readAt) =>
      refreshDeals(tx, workspace, dealIds, readAt),
    );
    return;
  }
  if (which === "all") await beginDay(db, workspace, at);
  const batches =
    which === "all"
      ? streamOpenDealIds(db, workspace, { batch })
      : inBatches(which === "turned" ? await listTurnedDeals(db, workspace, at) : which);
  for await (const ids of batches) {
    signal?.throwIfAborted();
    await db.transaction().execute((tx) => refreshDeals(tx, workspace, ids, at));
  }
  if (which === "all") await analyseTables(db, ["flag_readings", "read_deals", "flag_tallies", "changed_deals"]);
}

/**
 * The same for a few deals, as part of the caller's transaction: what it wrote so far counts. Readings of one team are
 * made one after the other, each from what is recorded when its turn comes, so that the last one is always the freshest.
 */
export async function refreshDeals(
  tx: Tx,
  workspace: WorkspaceId,
  dealIds: readonly string[],
  at: Instant,
): Promise<void> {
  await lockReadings(tx, workspace);
  await deleteChanges(tx, workspace, dealIds);
  const watch = await findFlagContext(tx, workspace, at);
  const records = await listDealRecords(tx, workspace, dealIds);
  const open = records.filter((record) => statusOf(record) === "open");
  const closed = records.filter((record) => statusOf(record) !== "open");

  await uncountDeals(tx, workspace, dealIds);
  await deleteReadings(
    tx,
    workspace,
    closed.map(({ id }) => id),
  );
  const readings = open.flatMap((record) =>
    readFlags(record, at, watch.flags, watch.context).map((reading) => ({ ...reading, dealId: record.id })),
  );
  await storeReadings(tx, workspace, readings, { at, dayBegan: watch.dayBegan });
  await countDeals(tx, workspace, dealIds, at);
  await bookNextReading(tx, workspace);
  if (records.some((record) => mayChangeUsual(record, watch.dayBegan)))
    await refreshIfUsualChanged(tx, workspace, watch);
}

/** The day's norms are set once, readings nothing else would touch are removed, and what is left is counted anew. */
async function beginDay(db: Database, workspace: WorkspaceId, at: Instant): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockReadings(tx, workspace);
    const { time_zone: timeZone } = await findWorkspace(tx, workspace);
    const today = dayOf(at, timeZone);
    await replaceNorms(tx, workspace, today, await findUsual(tx, workspace, startOfDay(today, timeZone), timeZone));
    await deleteStrayReadings(tx, workspace);
    await recountTallies(tx, workspace);
  });
}

/** A reading that changes within the day, such as a message that waits too long by noon, is read again just then. */
async function bookNextReading(tx: Tx, workspace: WorkspaceId): Promise<void> {
  const runAt = await findNextTurn(tx, workspace);
  if (!runAt) return;
  const turned = { workspace, turned: true };
  await enqueue(tx, "refresh-flags", turned, { key: `refresh-flags:${workspace}:turned`, runAt });
}

/** A deal that stood won when the day began, or that was opened again in that very instant. */
function mayChangeUsual({ outcomes }: DealRecord, dayBegan: Instant): boolean {
  const end = outcomes.at(-1);
  if (end?.status !== "won" || end.closedAt > dayBegan) return false;
  return end.reopenedAt === null || end.reopenedAt === dayBegan;
}

/** A win entered with an earlier date changes what was usual this morning, and with it other deals' readings. */
async function refreshIfUsualChanged(tx: Tx, workspace: WorkspaceId, { context, dayBegan }: Watch): Promise<void> {
  if (normsEqual(await findUsual(tx, workspace, dayBegan, context.timeZone), context.norms)) return;
  await askRereading(tx, workspace);
}

function* inBatches(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += batch) yield ids.slice(from, from + batch);
}
