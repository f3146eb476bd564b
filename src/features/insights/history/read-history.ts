import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { bulkEditedDeals, bulkEdits } from "../../deals/closes/bulk-edits/rules.ts";
import { listCloses } from "../../deals/closes/store.ts";
import { listPastFacts } from "../../deals/record/past/store.ts";
import { recordOf } from "../../deals/record/rules.ts";
import { findFlagContext } from "../../red-flags/find-flag-context.ts";
import { findUsualByMonth } from "../../red-flags/norms/find-usual.ts";
import type { ReplayContext } from "../../red-flags/replay/rules.ts";
import type { WatchedFlag } from "../../red-flags/rules.ts";
import { findWorkspace } from "../../team/store.ts";
import { buildHistory, type DealSeen, type TeamHistory } from "./build-history.ts";
import { countDeals, type PastDeal, streamPastDeals } from "./store.ts";

/** What a team's past is read by: its process and flags as they are now, and what was usual at each time. */
export type Past = {
  flags: WatchedFlag[];
  context: ReplayContext;
  /** Deals closed in bulk edits: their instants say nothing. */
  bulkEdited: ReadonlySet<string>;
  currency: string;
  until: Instant;
};

export async function findPast(
  db: Database,
  workspace: WorkspaceId,
  until: Instant,
  signal?: AbortSignal | undefined,
): Promise<Past> {
  const { currency, time_zone: timeZone } = await findWorkspace(db, workspace);
  const closes = await listCloses(db, workspace, { until, signal });
  const bulkEdited = bulkEditedDeals(closes, bulkEdits(closes, timeZone));
  const { flags, context } = await findFlagContext(db, workspace, until);
  const norms = await findUsualByMonth(db, workspace, timeZone, { leftOut: bulkEdited, ...(signal && { signal }) });
  return { flags, context: { process: context.process, timeZone, norms }, bulkEdited, currency, until };
}

type Listening = {
  signal?: AbortSignal | undefined;
  onProgress?: (share: number) => Promise<void>;
  onDeal?: (seen: DealSeen) => void;
};

/** Everything that could have been seen of all of a team's deals, as known then, in one walk over them. */
export async function readHistory(
  db: Database,
  workspace: WorkspaceId,
  past: Past,
  { signal, onProgress, onDeal }: Listening = {},
): Promise<TeamHistory> {
  const history = buildHistory(past);
  const counts = await countDeals(db, workspace);
  const all = Math.max(1, counts.closed + counts.open);
  let read = 0;
  for (const status of ["closed", "open"] as const) {
    const deals = streamPastDeals(db, workspace, { status, currency: past.currency, signal });
    // Which deals come next has to be known already when their facts are asked for: two ahead.
    for await (const batch of oneAhead(withRecords(db, workspace, oneAhead(oneAhead(deals))))) {
      for (const { outline, record } of batch) {
        const seen = history.add(outline, record);
        onDeal?.(seen);
      }
      read += batch.length;
      // Deals may have come in meanwhile.
      await onProgress?.(Math.min(1, read / all));
    }
  }
  return history.finish();
}

async function* withRecords(db: Database, workspace: WorkspaceId, deals: AsyncIterable<PastDeal[]>) {
  for await (const batch of deals) {
    const facts = await listPastFacts(
      db,
      workspace,
      batch.map(({ outline }) => outline.id),
    );
    yield batch.flatMap(({ outline, head }, place) => {
      const known = facts[place];
      return known ? { outline, record: recordOf(head, known) } : [];
    });
  }
}

/** Asks for what comes next before handing on what is there: the database works while the deals before are replayed. */
async function* oneAhead<Batch>(source: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const batches = source[Symbol.asyncIterator]();
  let next = batches.next();
  while (true) {
    const { done, value } = await next;
    if (done) return;
    next = batches.next();
    // A failure is told when its turn comes.
    next.catch(() => {});
    // The question has to leave before a long calculation holds the program up.
    await nextTurn();
    yield value;
  }
}
