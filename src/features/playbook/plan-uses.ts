import { randomUUID } from "node:crypto";
import type { Tx } from "../../platform/database/database.ts";
import { dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { lockDealToChange } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import type { StoredDeal } from "../deals/store.ts";
import { createTaskIn } from "../pipeline-check/repair-tasks/create-task.ts";
import { findWorkingCalendar } from "../team/working-calendar/store.ts";
import { applyBy } from "./rules.ts";
import { findReader } from "./show-practice.ts";
import { findPractice, type Reader, type StoredPractice } from "./store.ts";
import type { PlannedUse, PracticeUse } from "./uses/contract.ts";
import { listUsesOn, upsertUse } from "./uses/store.ts";

type Asked = { uses: readonly PlannedUse[]; meetingId?: string | null };

/**
 * Applies practices to deals: each use becomes a repair's task where the practice names a repair and a flag shows where
 * it applies, and else is a task of its own. What was planned or done already stays as it is; what was dropped is planned anew.
 */
export async function planUses({ db, ...acting }: Acting, asked: Asked): Promise<PracticeUse[]> {
  return db.transaction().execute((tx) => planUsesIn(tx, acting, asked));
}

/** The same, as part of the caller's transaction. The answer is in the order of what was asked. */
export async function planUsesIn(tx: Tx, acting: ActingIn, asked: Asked): Promise<PracticeUse[]> {
  const reader = await findReader(tx, acting.session);
  const planned = new Map<string, PracticeUse>();
  // In the order of the deals' ids, so that two worksheets at once wait for each other and never cross.
  for (const tick of asked.uses.toSorted((one, other) => one.dealId.localeCompare(other.dealId)))
    planned.set(pairOf(tick), await planUse(tx, acting, reader, { ...tick, meetingId: asked.meetingId ?? null }));
  return asked.uses.flatMap((tick) => planned.get(pairOf(tick)) ?? []);
}

const pairOf = ({ practiceId, dealId }: Pick<PlannedUse, "practiceId" | "dealId">) => `${practiceId} ${dealId}`;

type Tick = PlannedUse & { meetingId: string | null };

async function planUse(tx: Tx, acting: ActingIn, reader: Reader, tick: Tick): Promise<PracticeUse> {
  const { session } = acting;
  const practice = await findPractice(tx, session.workspace, tick.practiceId, reader);
  if (!practice) throw new Refusal("NOT_FOUND");
  const deal = await lockDealToChange(tx, session, tick.dealId);
  const first = await findUseOn(tx, acting, practice.id, deal.id);
  if (first && first.state !== "dropped") return first;
  if (practice.state !== "adopted") throw new Refusal("NOT_ADOPTED");
  if (deal.status !== "open") throw new Refusal("DEAL_CLOSED");
  const made = await upsertUse(tx, session.workspace, {
    ...{ id: tick.id, practiceId: practice.id, dealId: deal.id, meetingId: tick.meetingId },
    ...(await taskOf(tx, acting, practice, deal, tick)),
    memberId: deal.ownerId ?? session.memberId,
    plannedAt: new Date(acting.now),
  });
  // The id is taken by another use.
  if (!made) throw new Refusal("CHANGED_MEANWHILE");
  const use = await findUseOn(tx, acting, practice.id, deal.id);
  if (!use) throw new Error("The use that was just planned is not there.");
  return use;
}

async function taskOf(
  tx: Tx,
  acting: ActingIn,
  { flag, repair }: StoredPractice,
  deal: StoredDeal,
  { dueOn }: Tick,
): Promise<{ taskId: string | null; dueOn: string }> {
  const { session, now } = acting;
  if (flag && repair) {
    const wanted = { id: randomUUID(), dealId: deal.id, flagId: flag.id, repairId: repair.id, commitmentId: null };
    const task = await createTaskIn(tx, acting, { ...wanted, dueOn });
    return { taskId: task.id, dueOn: task.dueOn };
  }
  const calendar = await findWorkingCalendar(tx, session.workspace);
  return { taskId: null, dueOn: dueOn ?? applyBy(dayOf(now, session.timeZone), calendar) };
}

async function findUseOn(tx: Tx, { session }: ActingIn, practiceId: string, dealId: string) {
  const [use] = await listUsesOn(tx, session.workspace, { practiceIds: [practiceId], dealIds: [dealId] });
  return use;
}
