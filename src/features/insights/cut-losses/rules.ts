import type { ActivityFact } from "../../deals/rules.ts";
import type { Stay } from "../history/rules.ts";
import type { InsightSettings } from "../run/contract.ts";

/** What selling takes and brings, over a team's closed deals; amounts in cents of the workspace's currency. */
export type Effort = {
  /** Money won for each hour spent on closed deals, lost ones included; null where either is not known. */
  wonCentsPerHour: number | null;
  /** Minutes that won deals still took from entering a stage to the win, the middle one. */
  minutesFrom: Record<string, number>;
};

/** Fewer won deals with recorded activities say nothing about what a stage still takes. */
export const fewestWonDeals = 10;

export type Minutes = Pick<InsightSettings, "callMinutes" | "emailMinutes" | "meetingMinutes" | "noteMinutes">;

/** What these activities took, at the team's own minutes for each kind. */
export function minutesOf(activities: readonly Pick<ActivityFact, "kind">[], minutes: Minutes): number {
  const of = {
    call: minutes.callMinutes,
    email: minutes.emailMinutes,
    meeting: minutes.meetingMinutes,
    note: minutes.noteMinutes,
  };
  let sum = 0;
  for (const { kind } of activities) sum += of[kind];
  return sum;
}

/** Adds up what closed deals took and brought. Deals without a recorded activity are left out: nobody knows their hours. */
export function tallyEffort(minutes: Minutes) {
  let wonCents = 0;
  let spentMinutes = 0;
  let wonDeals = 0;
  const from = new Map<string, number[]>();
  return {
    add: (
      deal: { status: "won" | "lost"; amountCents: number | null; closedAt: number | null },
      activities: readonly ActivityFact[],
      stays: readonly Stay[],
    ) => {
      const before = activities.filter(({ happenedAt }) => deal.closedAt === null || happenedAt <= deal.closedAt);
      if (before.length === 0 || deal.amountCents === null) return;
      spentMinutes += minutesOf(before, minutes);
      if (deal.status === "lost") return;
      wonCents += deal.amountCents;
      wonDeals += 1;
      const seen = new Set<string>();
      for (const { stageId, from: since } of stays) {
        if (stageId === null || seen.has(stageId)) continue;
        seen.add(stageId);
        const still = before.filter(({ happenedAt }) => happenedAt >= since);
        const all = from.get(stageId) ?? [];
        all.push(minutesOf(still, minutes));
        from.set(stageId, all);
      }
    },
    done: (): Effort => ({
      wonCentsPerHour: wonDeals < fewestWonDeals || spentMinutes === 0 ? null : (wonCents / spentMinutes) * 60,
      minutesFrom: Object.fromEntries(
        [...from].flatMap(([stageId, all]) => (all.length < fewestWonDeals ? [] : [[stageId, middle(all)]])),
      ),
    }),
  };
}

function middle(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
