import { performance } from "node:perf_hooks";
import type { Instant } from "../../platform/dates.ts";
import type { JobContext } from "../../platform/jobs.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { askLearning } from "../audience/ideal-customer/ask-ideal-customer.ts";
import { askInsights } from "../insights/run/ask-run.ts";
import { updateWorkspace } from "../team/store.ts";
import { removeDemoTeam } from "./clear-demo.ts";
import { loadDemoTeam } from "./load-demo.ts";
import type { DemoLoad } from "./rules.ts";
import { findDemoLoad, updateDemoLoad, updateDemoProgress } from "./store.ts";

/** Somebody asked for the opposite meanwhile. */
class NoLongerWanted extends Error {}

const quietly = async () => {};

/** Moves the demo team in. A program that stops leaves the job to be run again; any other failure leaves nothing behind. */
export async function runLoad(
  context: JobContext,
  workspace: WorkspaceId,
  shown: { viewerId: string; deals?: number },
): Promise<void> {
  const { db, now, log, signal } = context;
  const load = await findDemoLoad(db, workspace);
  if (load?.state !== "loading") return;
  const clock = clockFrom(now);
  let memberIds = load.memberIds;
  const report = async (progress: number, message: string, came?: readonly string[]) => {
    if (came) memberIds = [...memberIds, ...came];
    await goOn(context, workspace, { state: "loading", progress, message, memberIds }, clock());
  };
  try {
    // What a load that was broken off has left: its people came first.
    if (memberIds.length > 0) await removeDemoTeam(db, workspace, memberIds, quietly);
    memberIds = [];
    await updateWorkspace(db, workspace, { isDemo: true });
    await loadDemoTeam(context, { workspace, ...shown }, report);
    await goOn(context, workspace, { state: "loading", progress: 1, message: "", memberIds }, clock());
    await db.transaction().execute(async (tx) => {
      await updateDemoLoad(tx, workspace, { state: "loaded", progress: 1, message: "The demo team is here" }, clock());
      await askInsights(tx, workspace, clock());
      await askLearning(tx, workspace, clock());
    });
  } catch (error) {
    if (signal.aborted || error instanceof NoLongerWanted) {
      if (signal.aborted) throw error;
      return;
    }
    log.error({ err: error }, "the demo team could not move in");
    await removeDemoTeam(db, workspace, memberIds, quietly);
    const message = "The demo team could not move in, and nothing of it is left. The log says why.";
    await updateDemoLoad(db, workspace, { state: "failed", progress: 0, message, memberIds: [] }, clock());
  }
}

/** Moves it out. Run again after a failure, it goes on where it stopped. */
export async function runClear(context: JobContext, workspace: WorkspaceId): Promise<void> {
  const { db, now, signal } = context;
  const load = await findDemoLoad(db, workspace);
  if (load?.state !== "clearing") return;
  const clock = clockFrom(now);
  await removeDemoTeam(db, workspace, load.memberIds, async (progress) => {
    signal.throwIfAborted();
    await goOn(context, workspace, { state: "clearing", progress, message: "Packing up" }, clock());
  });
  await db.transaction().execute(async (tx) => {
    await updateDemoLoad(tx, workspace, { state: "none", progress: 0, message: "", memberIds: [] }, clock());
    await askLearning(tx, workspace, clock());
  });
}

/** Says how far it is; stops when that is not wanted any more. */
async function goOn(
  { db, signal }: JobContext,
  workspace: WorkspaceId,
  load: Omit<DemoLoad, "touchedAt" | "memberIds"> & { memberIds?: readonly string[] },
  now: Instant,
): Promise<void> {
  signal.throwIfAborted();
  if (!(await updateDemoProgress(db, workspace, load, now))) throw new NoLongerWanted();
}

/** The instant the job was given, and what has passed since. */
function clockFrom(now: Instant): () => Instant {
  const began = performance.now();
  return () => now + Math.round(performance.now() - began);
}
