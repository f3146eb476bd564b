import { randomUUID } from "node:crypto";
import type { Tx } from "../../../platform/database/database.ts";
import { type Day, dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { lockDealToChange } from "../../deals/find-visible-deal.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import type { StoredDeal } from "../../deals/store.ts";
import type { RepairShape } from "../../reasons/contract.ts";
import type { WorkingCalendar } from "../../team/working-calendar/rules.ts";
import { findWorkingCalendar } from "../../team/working-calendar/store.ts";
import { findCommitment } from "../commitments/store.ts";
import type { RepairTask } from "../contract.ts";
import { refuseUnknownRepair, refuseUnknownRepairs } from "../refuse-unknown-repair.ts";
import { taskDueOn } from "../rules.ts";
import { findOpenTask, findTask, insertTasks, listOpenTasks, type NewTask } from "./store.ts";

type Asked = {
  id: string;
  dealId: string;
  flagId: string;
  repairId: string;
  commitmentId: string | null;
  dueOn?: Day | undefined;
  openingLine?: string | undefined;
};

/** Makes a repair on a deal a task of the deal's owner. Asked for twice, it is the first task. */
export async function createTask({ db, ...acting }: Acting, input: Asked): Promise<RepairTask> {
  const { session } = acting;
  const { workspace } = session;
  const { id, commitmentId, openingLine } = input;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, input.dealId);
    const first = (await findTask(tx, workspace, id)) ?? (await findOpenTask(tx, workspace, input));
    if (first) {
      if (first.dealId !== deal.id) throw new Refusal("NOT_FOUND");
      return first;
    }
    if (deal.status !== "open") throw new Refusal("DEAL_CLOSED");
    const repair = await refuseUnknownRepair(tx, session, input);
    if (commitmentId && !(await findCommitment(tx, workspace, commitmentId))) throw new Refusal("NOT_FOUND");
    const calendar = await findWorkingCalendar(tx, workspace);
    const made = { id, commitmentId, openingLine: openingLine ?? repair.openingLine };
    await insertTasks(tx, workspace, [{ ...newTask(acting, { ...input, deal }, repair, calendar), ...made }]);
    const task = await findTask(tx, workspace, id);
    if (!task) throw new Error("The task that was just made is not there.");
    return task;
  });
}

type Repairing = { deal: StoredDeal; flagId: string; repairId: string; dueOn?: Day | undefined };
type OnDeal = { dealId: string; flagId: string; repairId: string };

/**
 * Makes many repairs tasks, on open deals that the caller holds and may change; where such a task is open already, it is that
 * one. Answers with a look-up of these tasks.
 */
export async function createTasksIn(
  tx: Tx,
  acting: ActingIn,
  wanted: readonly Repairing[],
): Promise<(where: OnDeal) => RepairTask | undefined> {
  const { workspace } = acting.session;
  const dealIds = wanted.map(({ deal }) => deal.id);
  const open = byPlace(await listOpenTasks(tx, workspace, dealIds));
  const missing = new Map(
    wanted.flatMap((one) => {
      const place = placeOf({ ...one, dealId: one.deal.id });
      return open.has(place) ? [] : [[place, one] as const];
    }),
  );
  if (missing.size === 0) return (where) => open.get(placeOf(where));
  const repairOf = await refuseUnknownRepairs(tx, acting.session, [...missing.values()]);
  const calendar = await findWorkingCalendar(tx, workspace);
  const made = [...missing.values()].map((one) => newTask(acting, one, repairOf(one.repairId), calendar));
  await insertTasks(tx, workspace, made);
  const tasks = byPlace(await listOpenTasks(tx, workspace, dealIds));
  return (where) => tasks.get(placeOf(where));
}

const placeOf = ({ dealId, flagId, repairId }: OnDeal) => `${dealId} ${flagId} ${repairId}`;
const byPlace = (tasks: readonly RepairTask[]) => new Map(tasks.map((task) => [placeOf(task), task]));

function newTask(
  { session, now }: ActingIn,
  { deal, flagId, dueOn }: Pick<Repairing, "deal" | "flagId" | "dueOn">,
  repair: RepairShape,
  calendar: WorkingCalendar,
): NewTask {
  return {
    ...{ id: randomUUID(), dealId: deal.id, flagId, repairId: repair.id, commitmentId: null },
    ownerId: deal.ownerId ?? session.memberId,
    openingLine: repair.openingLine,
    dueOn: dueOn ?? taskDueOn(repair, dayOf(now, session.timeZone), calendar),
    createdAt: new Date(now),
    createdBy: session.memberId,
  };
}
