import type { Database } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { enqueue } from "../../platform/jobs.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { deletePackets } from "../audience/packets/store.ts";
import { deleteAimsOf } from "../audience/removal/store.ts";
import { deleteOfferChangesOf } from "../check-ups/offer-changes/store.ts";
import {
  deleteAccountsOfExport,
  deleteContactsOfExport,
  deleteDealsOfExport,
  deleteWinBacksOfExport,
  tidyFacts,
} from "../deals/removal/store.ts";
import { deleteUnnamedLimits } from "../debriefs/product-limits/store.ts";
import { deleteMeetingsWith } from "../meetings/removal/store.ts";
import { deleteCommitments } from "../pipeline-check/commitments/store.ts";
import { deletePracticesOf } from "../playbook/removal/store.ts";
import { deleteMajorRulesOf } from "../post-mortems/removal/store.ts";
import { deleteBlocks } from "../recovery/filling-blocks/store.ts";
import { deleteQuotas } from "../recovery/quota-gap/store.ts";
import { lockReadings } from "../red-flags/readings/store.ts";
import { recountTallies } from "../red-flags/tallies/store.ts";
import { deleteUnusedMembers } from "../team/removal/store.ts";
import { findWorkspace, updateWorkspace } from "../team/store.ts";
import { mayLoadDemo } from "./access.ts";
import { removeStories } from "./record-stories.ts";
import { type DemoShape, demoShapeOf, isGoingOn } from "./rules.ts";
import { findDemoLoad, hasDeals, lockDemo, updateDemoLoad } from "./store.ts";

/** Asks for the demo team to move out. */
export async function askToClearDemo({ db, session, now }: Acting): Promise<DemoShape> {
  if (!mayLoadDemo(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    await lockDemo(tx, workspace);
    const load = await findDemoLoad(tx, workspace);
    if (!(await findWorkspace(tx, workspace)).is_demo) {
      // Asked a second time, it is done already.
      if (load?.state === "none" && !(await hasDeals(tx, workspace))) return demoShapeOf(load, now);
      throw new Refusal("NOT_A_DEMO");
    }
    if (load?.state === "clearing" && isGoingOn(load, now)) return demoShapeOf(load, now);
    await updateDemoLoad(tx, workspace, { state: "clearing", progress: 0, message: "Packing up" }, now);
    await enqueue(tx, "clear-demo", { workspace }, { queue: `demo:${workspace}`, key: `clear-demo:${workspace}` });
    return demoShapeOf(await findDemoLoad(tx, workspace), now);
  });
}

/** So many deals a piece: progress is seen, and no transaction holds much. */
const dealsAPiece = 500;

/**
 * Takes everything of the demo team out: its deals with all facts, debriefs, promises, tasks and calls, its accounts,
 * contacts and people. Begun again after a failure, it goes on where it stopped.
 */
export async function removeDemoTeam(
  db: Database,
  workspace: WorkspaceId,
  memberIds: readonly string[],
  progress: (share: number) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await deletePackets(tx, workspace);
    await deleteCommitments(tx, workspace);
    await deleteBlocks(tx, workspace);
    await deleteQuotas(tx, workspace);
    await deleteMeetingsWith(tx, workspace, memberIds);
    await deletePracticesOf(tx, workspace, memberIds);
    await deleteMajorRulesOf(tx, workspace, memberIds);
    await deleteAimsOf(tx, workspace, memberIds);
  });
  await deleteWinBacksOfExport(db, workspace, "D-");
  let gone = 0;
  for (let deleted = dealsAPiece; deleted === dealsAPiece; ) {
    deleted = await deleteDealsOfExport(db, workspace, "D-", dealsAPiece);
    gone += deleted;
    await progress(Math.min(0.8, gone / 4_000));
  }
  await tidyFacts(db);
  await db.transaction().execute(async (tx) => {
    await removeStories(tx, workspace);
    await deleteContactsOfExport(tx, workspace, "C-");
    await deleteAccountsOfExport(tx, workspace, "A-");
    await deleteOfferChangesOf(tx, workspace, memberIds);
    await deleteUnnamedLimits(tx, workspace);
    await deleteUnusedMembers(tx, workspace, memberIds);
    await lockReadings(tx, workspace);
    await recountTallies(tx, workspace);
    await updateWorkspace(tx, workspace, { isDemo: false });
  });
}
