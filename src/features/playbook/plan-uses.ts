import type { Tx } from "../../platform/database/database.ts";
import { dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { lockDealsToChange } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import type { StoredDeal } from "../deals/store.ts";
import { createTasksIn } from "../pipeline-check/repair-tasks/create-task.ts";
import { findWorkingCalendar } from "../team/working-calendar/store.ts";
import { applyBy } from "./rules.ts";
import { findReader } from "./show-practice.ts";
import { listPracticesOf, type StoredPractice } from "./store.ts";
import type { PlannedUse, PracticeUse } from "./uses/contract.ts";
import { listUsesOn, upsertUses } from "./uses/store.ts";

type Asked = { uses: readonly PlannedUse[]; meetingId?: string | null };

/**
 * Applies practices to deals: each use becomes a repair's task where the practice names a repair and a flag shows where
 * it applies, and else is a task of its own. What was planned or done already stays as it is; what was dropped is planned anew.
 */
export async function planUses({ db, ...acting }: Acting, asked: Asked): Promise<PracticeUse[]> {
  return db.transaction().execute((tx) => planUsesIn(tx, acting, asked));
}

/** The same, as part of the caller's transaction. The answer is in the order of what was asked. */
export async function planUsesIn(tx: Tx, acting: ActingIn, { uses, meetingId }: Asked): Promise<PracticeUse[]> {
  const { session } = acting;
  const asked = {
    practiceIds: [...new Set(uses.map(({ practiceId }) => practiceId))],
    dealIds: [...new Set(uses.map(({ dealId }) => dealId))],
  };
  const reader = await findReader(tx, session);
  const found = await listPracticesOf(tx, session.workspace, asked.practiceIds, reader);
  const practices = new Map(found.map((practice) => [practice.id, practice]));
  const deals = await lockDealsToChange(tx, session, asked.dealIds);
  const standing = byPair(await listUsesOn(tx, session.workspace, asked));
  // Of two ticks of one practice on one deal the first counts.
  const ticks = [...new Map(uses.toReversed().map((tick) => [pairOf(tick), tick])).values()];
  const wanted = ticks.flatMap((tick) => {
    const practice = practices.get(tick.practiceId.toLowerCase());
    const deal = deals.get(tick.dealId);
    if (!practice || !deal) throw new Refusal("NOT_FOUND");
    const first = standing.get(pairOf(tick));
    if (first && first.state !== "dropped") return [];
    if (practice.state !== "adopted") throw new Refusal("NOT_ADOPTED");
    if (deal.status !== "open") throw new Refusal("DEAL_CLOSED");
    return { tick, practice, deal };
  });
  if (wanted.length > 0) await plan(tx, acting, wanted, meetingId ?? null);
  const planned = byPair(await listUsesOn(tx, session.workspace, asked));
  return uses.flatMap((tick) => planned.get(pairOf(tick)) ?? []);
}

const pairOf = ({ practiceId, dealId }: Pick<PlannedUse, "practiceId" | "dealId">) =>
  `${practiceId} ${dealId}`.toLowerCase();

const byPair = (uses: readonly PracticeUse[]) =>
  new Map(uses.map((use) => [pairOf({ practiceId: use.practiceId, dealId: use.deal?.id ?? "" }), use]));

type Wanted = { tick: PlannedUse; practice: StoredPractice; deal: StoredDeal };

/** All of them in a few statements, however many a worksheet ticks. */
async function plan(tx: Tx, acting: ActingIn, wanted: readonly Wanted[], meetingId: string | null): Promise<void> {
  const { session, now } = acting;
  const repairs = wanted.flatMap(({ tick: { dueOn }, practice: { flag, repair }, deal }) =>
    flag && repair ? { deal, flagId: flag.id, repairId: repair.id, dueOn } : [],
  );
  const tasks = await createTasksIn(tx, acting, repairs);
  const usualDay = applyBy(dayOf(now, session.timeZone), await findWorkingCalendar(tx, session.workspace));
  const made = await upsertUses(
    tx,
    session.workspace,
    wanted.map(({ tick, practice: { id, flag, repair }, deal }) => {
      const task = flag && repair && tasks({ dealId: deal.id, flagId: flag.id, repairId: repair.id });
      return {
        ...{ id: tick.id, practiceId: id, dealId: deal.id, meetingId, memberId: deal.ownerId ?? session.memberId },
        ...{ taskId: task?.id ?? null, dueOn: task?.dueOn ?? tick.dueOn ?? usualDay, plannedAt: new Date(now) },
      };
    }),
  );
  // An id is taken by another use.
  if (!made) throw new Refusal("CHANGED_MEANWHILE");
}
