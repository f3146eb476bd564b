import { addDays, dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { countCheckUps, listCheckUps } from "../check-ups/store.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { showWaiting } from "../debriefs/waiting/show-waiting.ts";
import { countTasks, listTasks } from "../pipeline-check/repair-tasks/store.ts";
import { checkOpenDeals, listPromises } from "../pipeline-check/show-check.ts";
import { firstFew, formLength, lookAheadDays, worthALook } from "./rules.ts";
import { listLastResults } from "./store.ts";

/** What is worth doing today: the first few of each list, and how many there are. */
export async function showToday({ db, ...acting }: Acting, { ownerId }: { ownerId?: string | undefined }) {
  const { workspace, timeZone } = acting.session;
  const scope = { visible: await findVisibleOwners(db, acting.session), ownerId };
  const tasks = { ...scope, state: "open" as const };
  const checkUps = { ...scope, done: false, dueBy: addDays(dayOf(acting.now, timeZone), lookAheadDays) };
  const first = { after: null, limit: firstFew };
  const commitments = await listPromises(db, acting, scope);
  // Together, so that the day is as slow as its slowest list and not as all of them.
  const [check, lossesWaiting, taskCount, taskRows, checkUpCount, checkUpRows, form] = await Promise.all([
    checkOpenDeals(db, acting, scope, commitments),
    showWaiting(db, acting, { ...scope, outcome: "lost" }, firstFew),
    countTasks(db, workspace, tasks),
    listTasks(db, workspace, tasks, first),
    countCheckUps(db, workspace, checkUps),
    listCheckUps(db, workspace, checkUps, first),
    listLastResults(db, workspace, scope, formLength),
  ]);
  return {
    openDeals: check.openDeals,
    lossesWaiting,
    commitments: commitments.slice(0, firstFew),
    risks: worthALook(check.rules),
    tasks: { count: taskCount, rows: taskRows },
    checkUps: { count: checkUpCount, rows: checkUpRows },
    form,
  };
}
