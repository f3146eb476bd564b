import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { enqueue } from "../../../platform/jobs.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { InsightRun } from "./contract.ts";
import { askToStop, findRun, insertRun } from "./store.ts";

/** Asks for all of a team's deals to be looked at together, once, however many ask. */
export async function askInsights(db: Db, workspace: WorkspaceId, now: Instant): Promise<void> {
  await insertRun(db, workspace, now);
  const one = `refresh-insights:${workspace}`;
  await enqueue(db, "refresh-insights", { workspace }, { key: one, queue: one, attempts: 3 });
}

/** Anybody may ask again: it costs only the program's time, and nothing is lost by it. */
export async function askRun({ db, session, now }: Acting): Promise<InsightRun> {
  if (session.role === "marketing" && !session.isOwner) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    await askInsights(tx, session.workspace, now);
    return findRun(tx, session.workspace);
  });
}

/** Whoever works on it, or would begin to, sees this at its next step; the last results stay. */
export async function cancelRun({ db, session }: Acting): Promise<InsightRun> {
  if (session.role === "marketing" && !session.isOwner) throw new Refusal("NOT_ALLOWED");
  await askToStop(db, session.workspace);
  return findRun(db, session.workspace);
}
