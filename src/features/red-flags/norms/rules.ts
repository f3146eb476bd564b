import type { Instant } from "../../../platform/dates.ts";
import { asOf, type DealRecord, statusOf } from "../../deals/rules.ts";
import type { StageNorm, StageNorms } from "../readings/rules.ts";

/**
 * How long won deals stand in each stage.
 *
 * Question: how many days does a deal that we win usually spend in this stage? Formula: the mean length of all stays of
 * deals won by `at`; a stay ends when the next stage is entered, the last one when the deal is won. Assumes that a
 * stage's entry is recorded: stays whose beginning the CRM never told are left out. Milliseconds; null without any stay.
 * Only what was known at `at` counts, so that a norm can be replayed.
 */
export function stageNorms(records: readonly DealRecord[], at: Instant): StageNorms {
  const stays = new Map<string, { deals: Set<string>; totalMs: number; count: number }>();
  for (const record of records) {
    const known = asOf(record, at);
    const won = known.outcomes.at(-1);
    if (!won || statusOf(known) !== "won") continue;
    const entries = known.stageChanges
      .filter((change) => !change.assumedAt && change.enteredAt <= won.closedAt)
      .filter(({ stageId }, place, changes) => stageId !== changes[place - 1]?.stageId);
    entries.forEach(({ stageId, enteredAt }, place) => {
      const stay = stays.get(stageId) ?? { deals: new Set(), totalMs: 0, count: 0 };
      stay.deals.add(record.id);
      stay.totalMs += (entries[place + 1]?.enteredAt ?? won.closedAt) - enteredAt;
      stay.count += 1;
      stays.set(stageId, stay);
    });
  }
  return new Map(
    [...stays].map(([stageId, { deals, totalMs, count }]) => [
      stageId,
      { wonDeals: deals.size, averageMs: Math.round(totalMs / count) },
    ]),
  );
}

/** Whether two teams' norms, or one's on two days, say the same of every stage. */
export function normsEqual(one: StageNorms, other: StageNorms): boolean {
  const holds = ([stageId, { wonDeals, averageMs }]: [string, StageNorm]) => {
    const norm = other.get(stageId);
    return norm?.wonDeals === wonDeals && norm.averageMs === averageMs;
  };
  return one.size === other.size && [...one].every(holds);
}
