import { randomUUID } from "node:crypto";
import { Refusal } from "../../platform/refusal.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { seedPriorities } from "../post-mortems/priorities/seed-priorities.ts";
import { seedCatalogue } from "../reasons/seed-catalogue.ts";
import { deleteWorkspace } from "../team/removal/store.ts";
import { findWorkspace, insertWorkspace, listTeam, updateWorkspace } from "../team/store.ts";
import { removeDemoTeam } from "./clear-demo.ts";
import { type Loading, loadDemoTeam } from "./load-demo.ts";
import { findDemoLoad, hasDeals, updateDemoLoad } from "./store.ts";

type Report = (share: number, message: string) => void;

/** A workspace of its own with the demo team in it, for the command line: it waits until everything is there. */
export async function createDemoWorkspace(
  loading: Loading,
  { deals, ...place }: { name: string; timeZone: string; currency: string; deals?: number },
  report: Report,
): Promise<WorkspaceId> {
  const workspace = await loading.db.transaction().execute(async (tx) => {
    const made = await insertWorkspace(tx, { id: randomUUID(), ...place });
    await seedCatalogue(tx, made);
    await seedPriorities(tx, made);
    return made;
  });
  try {
    await fillWithDemoTeam(loading, workspace, report, deals);
  } catch (error) {
    await deleteWorkspace(loading.db, workspace);
    throw error;
  }
  return workspace;
}

/** The demo team in a workspace that has no deals yet. */
export async function fillWithDemoTeam(
  loading: Loading,
  workspace: WorkspaceId,
  report: Report,
  deals?: number,
): Promise<void> {
  const { db, now } = loading;
  const isDemo = (await findWorkspace(db, workspace)).is_demo;
  if (!isDemo && (await hasDeals(db, workspace))) throw new Refusal("WORKSPACE_IN_USE");
  if ((await findDemoLoad(db, workspace))?.state === "loaded") return;
  const owner = (await listTeam(db, workspace)).find(({ isOwner }) => isOwner);
  let memberIds: readonly string[] = [];
  try {
    await updateWorkspace(db, workspace, { isDemo: true });
    const place = { workspace, viewerId: owner?.id ?? null, ...(deals && { deals }) };
    await loadDemoTeam(loading, place, async (share, message, came) => {
      memberIds = came ?? memberIds;
      report(share, message);
    });
    const message = "The demo team is here";
    await updateDemoLoad(db, workspace, { state: "loaded", progress: 1, message, memberIds }, now);
  } catch (error) {
    await removeDemoTeam(db, workspace, memberIds, async () => {});
    throw error;
  }
}
