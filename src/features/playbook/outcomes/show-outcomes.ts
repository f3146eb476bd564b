import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { bulkMarker } from "../../deals/closes/bulk-edits/rules.ts";
import { findBulkMarks } from "../../deals/closes/bulk-edits/store.ts";
import { findReader } from "../show-practice.ts";
import { findPractice } from "../store.ts";
import type { PracticeOutcomes } from "./contract.ts";
import { compareOutcomes } from "./rules.ts";
import { findAdoption, listAppliedCloses } from "./store.ts";

/** How closed deals ended on which a practice applied: the whole team's together, never anybody's. */
export async function showOutcomes({ db, session }: Acting, { id }: { id: string }): Promise<PracticeOutcomes> {
  const { workspace, timeZone } = session;
  return inSnapshot(db, async (tx) => {
    const reader = await findReader(tx, session);
    if (!(await findPractice(tx, workspace, id, reader))) throw new Refusal("NOT_FOUND");
    const { since, isShown } = await findAdoption(tx, workspace, id);
    const closes = await listAppliedCloses(tx, workspace, id);
    const markOf = bulkMarker(await findBulkMarks(tx, workspace), timeZone);
    const decided = closes.filter(
      ({ ownerId, closedAt, createdAt }) =>
        !markOf({ ownerId, closedAt: closedAt.getTime(), createdAt: createdAt?.getTime() ?? null }).bulkEdited,
    );
    return {
      since: since?.toISOString() ?? null,
      isShown,
      ...compareOutcomes(decided),
      leftOut: closes.length - decided.length,
    };
  });
}
