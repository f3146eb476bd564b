import type { DealSeen } from "../history/build-history.ts";
import type { Past } from "../history/read-history.ts";
import { staysOf } from "../history/rules.ts";
import { type Effort, type Minutes, minutesOf, tallyEffort } from "./rules.ts";
import type { DealOddsRow } from "./store.ts";

type Odds = Omit<DealOddsRow, "minutesSpent" | "minutesNeeded">;

/** What selling takes and brings, added up as the deals are read; and what each open deal took so far. */
export function gatherEffort({ context, until }: Pick<Past, "context" | "until">, minutes: Minutes) {
  const tally = tallyEffort(minutes);
  const open = new Map<string, { minutesSpent: number; stageId: string | null }>();
  const stages = context.process.pipelines.flatMap((pipeline) => pipeline.stages);
  const openStages = new Set(stages.flatMap(({ id, type }) => (type === "open" ? id : [])));
  let effort: Effort | undefined;
  const done = () => {
    effort ??= tally.done();
    return effort;
  };
  return {
    add: ({ deal, record }: DealSeen) => {
      const { status, closedAt } = deal;
      if (status === "open") {
        const stageId = record.stageChanges.at(-1)?.stageId ?? null;
        open.set(deal.id, { minutesSpent: minutesOf(record.activities, minutes), stageId });
        return;
      }
      // Without the day of its close nobody knows what came before a win.
      const stays = closedAt === null ? [] : staysOf(record, openStages, Math.min(closedAt, until));
      tally.add({ ...deal, status }, record.activities, stays);
    },
    done,
    /** The odds of an open deal beside what it took, and may still take. */
    beside: (odds: Odds): DealOddsRow => {
      const { minutesSpent, stageId } = open.get(odds.dealId) ?? { minutesSpent: 0, stageId: null };
      const needed = stageId === null ? undefined : done().minutesFrom[stageId];
      return {
        ...odds,
        minutesSpent: Math.round(minutesSpent),
        minutesNeeded: needed === undefined ? null : Math.round(needed),
      };
    },
  };
}
