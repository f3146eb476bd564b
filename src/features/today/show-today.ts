import { addDays, dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { countCheckUps, listCheckUps } from "../check-ups/store.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { showWaiting } from "../debriefs/waiting/show-waiting.ts";
import { countTasks, listTasks } from "../pipeline-check/repair-tasks/store.ts";
import { checkOpenDeals, listPromises } from "../pipeline-check/show-check.ts";
import { firstFew, formLength, lookAheadDays, mostlyNotKnown, worthALook } from "./rules.ts";
import { listLastResults } from "./store.ts";

/** What is worth doing today: the first few of each list, and how many there are. */
export async function showToday({ db, ...acting }: Acting, { ownerId }: { ownerId?: string | undefined }) {
  // One snapshot on one connection: the counts agree with each other, and twenty people don't queue for connections.
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => {
      const { workspace, timeZone } = acting.session;
      const scope = { visible: await findVisibleOwners(tx, acting.session), ownerId };
      const tasks = { ...scope, state: "open" as const };
      const checkUps = { ...scope, done: false, dueBy: addDays(dayOf(acting.now, timeZone), lookAheadDays) };
      const first = { after: null, limit: firstFew };
      const commitments = await listPromises(tx, acting, scope);
      const check = await checkOpenDeals(tx, acting, scope, commitments);
      return {
        openDeals: check.open.deals,
        lossesWaiting: await showWaiting(tx, acting, { ...scope, outcome: "lost" }, firstFew),
        commitments: commitments.slice(0, firstFew),
        risks: worthALook(check.rules),
        flagsNotKnown: mostlyNotKnown(check.rules),
        tasks: {
          count: await countTasks(tx, workspace, tasks),
          rows: await listTasks(tx, workspace, tasks, first),
        },
        checkUps: {
          count: await countCheckUps(tx, workspace, checkUps),
          rows: await listCheckUps(tx, workspace, checkUps, first),
        },
        form: await listLastResults(tx, workspace, scope, formLength),
      };
    });
}
