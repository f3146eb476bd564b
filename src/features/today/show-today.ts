import { inSnapshot } from "../../platform/database/in-snapshot.ts";
import { addDays, dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { listPacketsFor } from "../audience/packets/list-packets.ts";
import { countCheckUps, listCheckUps } from "../check-ups/store.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { showWaiting } from "../debriefs/waiting/show-waiting.ts";
import { countTasks, listTasks } from "../pipeline-check/repair-tasks/store.ts";
import { checkOpenDeals } from "../pipeline-check/show-check.ts";
import { countUses, listUses } from "../playbook/uses/store.ts";
import { listCustomersFor } from "../post-mortems/conversations/list-customers.ts";
import { findRunningBreather } from "../recovery/breathers/show-breather.ts";
import { listLossesDebriefed } from "../recovery/resets/list-losses-debriefed.ts";
import { listWantedWords } from "../recovery/streak-guard/list-wanted-words.ts";
import { firstFew, formLength, lookAheadDays, mostlyNotKnown, worthALook } from "./rules.ts";
import { listLastResults } from "./store.ts";

/** What is worth doing today: the first few of each list, and how many there are. */
export async function showToday({ db, ...acting }: Acting, { ownerId }: { ownerId?: string | undefined }) {
  return inSnapshot(db, async (tx) => {
    const { workspace, timeZone } = acting.session;
    const scope = { visible: await findVisibleOwners(tx, acting.session), ownerId };
    const tasks = { ...scope, state: "open" as const };
    const uses = { memberId: ownerId, ofItsOwn: true, state: "open" as const };
    const checkUps = { ...scope, done: false, dueBy: addDays(dayOf(acting.now, timeZone), lookAheadDays) };
    const first = { after: null, limit: firstFew };
    const [
      breather,
      wantedWords,
      lossesDebriefed,
      check,
      lossesWaiting,
      repairs,
      practices,
      checkUpsDue,
      form,
      customers,
      packets,
    ] = await Promise.all([
      findRunningBreather(tx, acting),
      listWantedWords(tx, acting),
      listLossesDebriefed(tx, acting, firstFew),
      checkOpenDeals(tx, acting, scope),
      showWaiting(tx, acting, { ...scope, outcome: "lost" }, firstFew),
      counted(listTasks(tx, workspace, tasks, first), () => countTasks(tx, workspace, tasks)),
      counted(listUses(tx, workspace, scope.visible, uses, first), () => countUses(tx, workspace, scope.visible, uses)),
      counted(listCheckUps(tx, workspace, checkUps, first), () => countCheckUps(tx, workspace, checkUps)),
      listLastResults(tx, workspace, scope, formLength),
      listCustomersFor(tx, acting.session, scope, firstFew),
      listPacketsFor(tx, acting, { ownerId, limit: firstFew }),
    ]);
    return {
      breather,
      wantedWords,
      openDeals: check.open.deals,
      lossesWaiting,
      lossesDebriefed,
      commitments: check.commitments.slice(0, firstFew),
      risks: worthALook(check.rules, acting.session.currency),
      flagsNotKnown: mostlyNotKnown(check.rules),
      tasks: repairs,
      practices,
      customers,
      packets,
      checkUps: checkUpsDue,
      form,
    };
  });
}

/** The first few with how many there are; where fewer came, that is all there are. */
async function counted<Row>(
  first: Promise<Row[]>,
  count: () => Promise<number>,
): Promise<{ count: number; rows: Row[] }> {
  const rows = await first;
  return { count: rows.length < firstFew ? rows.length : await count(), rows };
}
