import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { enqueue } from "../../../platform/jobs.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { mayKeepAudience } from "../access.ts";
import type { IdealCustomerShown } from "./contract.ts";
import { findIdealCustomer, updateState } from "./store.ts";

/** Asks for a team's scorecard to be learnt anew, once, however many ask. */
export async function askLearning(db: Db, workspace: WorkspaceId, now: Instant): Promise<void> {
  await updateState(db, workspace, "waiting", now);
  const one = `refresh-ideal-customer:${workspace}`;
  await enqueue(db, "refresh-ideal-customer", { workspace }, { key: one, queue: one, attempts: 3 });
}

export async function askIdealCustomer({ db, session, now }: Acting): Promise<IdealCustomerShown> {
  if (!mayKeepAudience(session)) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    await askLearning(tx, session.workspace, now);
    return findIdealCustomer(tx, session.workspace);
  });
}
