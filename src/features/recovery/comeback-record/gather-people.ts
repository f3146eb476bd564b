import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { type BulkEdits, bulkEdits } from "../../deals/closes/bulk-edits/rules.ts";
import { type RecordedClose, resultsOf } from "../../deals/closes/results/rules.ts";
import { listCloses } from "../../deals/closes/store.ts";
import type { ComebackFigures } from "./contract.ts";
import { comebackFigures, type PersonPart, personPart } from "./rules.ts";
import { listFirstTalks } from "./store.ts";

type OwnedClose = RecordedClose & { ownerId: string | null; bulkEdited: boolean };
type People = {
  bulk: BulkEdits;
  closes: readonly OwnedClose[];
  inOrder: readonly OwnedClose[];
  parts: ReadonlyMap<string | null, PersonPart>;
};

/** Everybody's results and what each adds to a record: the team's closes once, and one query a person for conversations. */
export async function gatherPeople(
  db: Db,
  workspace: WorkspaceId,
  { until, timeZone, signal }: { until: Instant; timeZone: string; signal?: AbortSignal | undefined },
): Promise<People> {
  const columns = await listCloses(db, workspace, { until, signal });
  const bulk = bulkEdits(columns, timeZone);
  const closes: OwnedClose[] = columns.dealIds.map((dealId, place) => ({
    dealId,
    ownerId: columns.ownerIds[place] ?? null,
    won: columns.won[place] === 1,
    closedAt: columns.closedAt[place] ?? until,
    undoneAt: orNull(columns.undoneAt[place]),
    dayOnly: bulk.dayOnly[place] === 1,
    bulkEdited: bulk.marked[place] === 1,
  }));
  const inOrder = resultsOf(closes.filter(({ bulkEdited }) => !bulkEdited));
  const ofOwner = new Map<string | null, OwnedClose[]>();
  for (const result of inOrder) {
    const theirs = ofOwner.get(result.ownerId);
    if (theirs) theirs.push(result);
    else ofOwner.set(result.ownerId, [result]);
  }
  const parts = new Map<string | null, PersonPart>();
  for (const [ownerId, results] of ofOwner) {
    signal?.throwIfAborted();
    parts.set(ownerId, personPart(results, await listFirstTalks(db, workspace, ownerId, until), until));
  }
  return { bulk, closes, inOrder, parts };
}

const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

/** The sums of those people whom `counts` names. */
export function sumsOf(
  { closes, inOrder, parts }: People,
  counts: (ownerId: string | null) => boolean,
): { people: number; figures: ComebackFigures } {
  const counted = [...parts].filter(([ownerId]) => counts(ownerId)).map(([, part]) => part);
  const theirs = closes.filter(({ ownerId }) => counts(ownerId));
  const leftOut = {
    bulkEdited: theirs.filter(({ bulkEdited }) => bulkEdited).length,
    dayOnly: theirs.filter(({ dayOnly }) => dayOnly).length,
  };
  const results = inOrder.filter(({ ownerId }) => counts(ownerId));
  return { people: counted.length, figures: comebackFigures(counted, results, leftOut) };
}
