import { randomUUID } from "node:crypto";
import { rollDice } from "../../../demo/dice.ts";
import { dayMs, dayOf } from "../../platform/dates.ts";
import { createTask } from "../pipeline-check/repair-tasks/create-task.ts";
import { finishTask } from "../pipeline-check/repair-tasks/finish-task.ts";
import { repairsOf } from "../pipeline-check/rules.ts";
import { listDealsByReading } from "../pipeline-check/store.ts";
import { listRepairsOf } from "../reasons/store.ts";
import { listFlagsOf } from "../red-flags/store.ts";
import type { Scene } from "./record-past-work.ts";

/** Of the deals under each costly flag, these were taken up: neither all nor only the largest. */
const takenUp = [0, 2, 5];

/** Repairs begun on deals that carry a flag, one of them done. Needs the flags to be read. */
export async function recordRepairs({ db, workspace, timeZone, now, viewer }: Scene): Promise<void> {
  const dice = rollDice(4);
  const repairs = await listRepairsOf(db, workspace);
  const flags = (await listFlagsOf(db, workspace)).filter(({ costly, archived }) => costly && !archived);
  const today = dayOf(now, timeZone);
  for (const flag of flags) {
    const repair = repairsOf(flag.id, repairs)[0];
    if (!repair) continue;
    const page = { after: null, limit: 6, today };
    const deals = await listDealsByReading(db, workspace, { visible: "all" }, flag.id, "up", page);
    for (const [order, deal] of takenUp.flatMap((place) => deals[place] ?? []).entries()) {
      const task = { id: randomUUID(), dealId: deal.id, flagId: flag.id, repairId: repair.id, commitmentId: null };
      await createTask({ db, session: viewer, now: now - dice.whole(1, 4) * dayMs }, task);
      if (order > 0) continue;
      const call = { id: randomUUID(), kind: "call" as const, answered: true, happenedAt: new Date(now).toISOString() };
      const learned = { activity: call, contact: null, stepAnswer: null, expectedCloseOn: null };
      await finishTask(
        { db, session: viewer, now },
        { id: task.id, note: "Reached them; they call back.", ...learned },
      );
    }
  }
}
