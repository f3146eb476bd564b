import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { enqueue } from "../../platform/jobs.ts";
import { askRecounting } from "../team/ask-recounting.ts";
import { askAims } from "./ask-aims.ts";
import { updateDealChangedAt } from "./store.ts";

/** Who acts and when, inside somebody's transaction. */
export type ActingIn = Omit<Acting, "db">;

/** Every write of a deal's facts ends here: readings older than now are stale, and are read again. */
export async function markDealChanged(tx: Tx, { session, now }: ActingIn, dealId: string): Promise<void> {
  await updateDealChangedAt(tx, session.workspace, dealId, new Date(now));
  await enqueue(
    tx,
    "refresh-flags",
    { workspace: session.workspace, dealIds: [dealId] },
    // Several changes in a row are answered by one reading.
    { key: `refresh-flags:${session.workspace}:${dealId}` },
  );
  await askAims(tx, session.workspace, dealId);
  await askRecounting(tx, session.workspace, now);
}
