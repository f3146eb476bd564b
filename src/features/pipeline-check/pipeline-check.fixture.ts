import { randomUUID } from "node:crypto";
import type { Database } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { Thresholds } from "../red-flags/contract.ts";
import { refreshReadings } from "../red-flags/refresh-readings.ts";
import { upsertFlag } from "../red-flags/store.ts";

/** Two flags, two repairs, and three reasons a deal is lost, two of them linked to a flag. */
export async function makeCatalogue(db: Database, workspace: WorkspaceId) {
  const flag = async (name: string, thresholds: Thresholds, costly: boolean) => {
    const id = randomUUID();
    const values = { id, name, thresholds, stepId: null, costly, archived: false };
    await db.transaction().execute((tx) => upsertFlag(tx, workspace, values, new Date()));
    return id;
  };
  const decider = await flag("No decision maker", { kind: "no-decision-maker", byStagePosition: 1 }, false);
  const slipped = await flag("Close date slipped", { kind: "close-date-slipped", pushes: 3 }, true);

  const repair = async (name: string, openingLine: string, dueInDays: number, flagIds: string[]) => {
    const id = randomUUID();
    const values = { workspace_id: workspace, id, name, opening_line: openingLine, due_in_days: dueInDays };
    await db.insertInto("repairs").values(values).execute();
    const links = flagIds.map((flagId) => ({ workspace_id: workspace, flag_id: flagId, repair_id: id }));
    await db.insertInto("flag_repairs").values(links).execute();
    return id;
  };
  const call = await repair("Call for the missing information", "Who else decides on this?", 2, [decider, slipped]);
  const present = await repair("Ask to present again", "May I show it once more?", 5, [decider]);

  const reason = async (name: string, control: string, flagId: string | null, aboutProduct = false) => {
    const id = randomUUID();
    const link = { flag_id: flagId, about_product: aboutProduct, lever: "Show what it saves." };
    const values = { workspace_id: workspace, id, name, applies_to: "lost", control, ...link };
    await db.insertInto("reasons").values(values).execute();
    return id;
  };
  return {
    flag: { decider, slipped },
    repair: { call, present },
    reason: {
      decider: await reason("Decision makers not identified", "ours", decider),
      price: await reason("Price", "shared", slipped),
      gap: await reason("Product gap", "theirs", null, true),
    },
  };
}
export type TestCatalogue = Awaited<ReturnType<typeof makeCatalogue>>;

/** What the job does after every change: reads all open deals. */
export async function readAllDeals({ db, session, now }: Acting): Promise<void> {
  await refreshReadings(db, session.workspace, "all", now);
}
