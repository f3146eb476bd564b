import type { FunnelStage, FurthestTally } from "../funnel/rules.ts";
import { stagesReached } from "../funnel/rules.ts";
import { changeOf, shareOf } from "../rules.ts";
import type { Exits } from "./contract.ts";

/** Closed deals of one pipeline that ended the same way, came as far and, if lost, left for the same. */
export type ExitTally = FurthestTally & { cause: string | null };

/** More causes than that are no picture. */
const mostCauses = 8;

/** One pipeline's exits, against another period where there is one. Causes are told of deals of which a stage is known. */
export function exitsOf(
  pipeline: { id: string; name: string },
  stages: readonly FunnelStage[],
  now: readonly ExitTally[],
  before: readonly ExitTally[] | null,
  nameOf: (cause: string) => string,
): Exits {
  const { rows, won, deals, noStage } = stagesReached(stages, now);
  const left = lostOf(now);
  const lost = sum(left);
  const then = before && lostOf(before);
  const isTold = new Set(largestOf(left));
  const keyOf = ({ cause }: ExitTally) => (cause === null ? "" : isTold.has(cause) ? cause : null);
  const causeOf = (key: string | null) => {
    const isIts = (tally: ExitTally) => keyOf(tally) === key;
    const share = { count: sum(left.filter(isIts)), of: lost };
    const earlier = then && key !== null ? { count: sum(then.filter(isIts)), of: sum(then) } : null;
    return {
      ...{ key, name: key === null || key === "" ? "" : nameOf(key), left: share.count, share: shareOf(share) },
      shareBefore: earlier && shareOf(earlier),
      change: earlier && changeOf(share, earlier),
    };
  };
  const causes = [...isTold, null, ""].map(causeOf).filter((cause) => cause.left > 0);
  return {
    ...{ pipelineId: pipeline.id, name: pipeline.name, deals, won, lost, noStage },
    stages: rows
      .filter((row) => !row.archived || row.left > 0)
      .map(({ stageId, name, reached, left: here }) => ({
        ...{ stageId, name, reached, left: here, wentOn: reached - here },
      })),
    causes,
    links: rows.flatMap(({ stageId }) =>
      causes.flatMap(({ key }) => {
        const here = sum(left.filter((tally) => tally.furthest === stageId && keyOf(tally) === key));
        return here === 0 ? [] : [{ stageId, cause: key, left: here }];
      }),
    ),
  };
}

const sum = (some: readonly ExitTally[]) => some.reduce((all, { deals }) => all + deals, 0);
const lostOf = (tallies: readonly ExitTally[]) => tallies.filter(({ won, furthest }) => !won && furthest !== null);

/** The causes most deals left for, the largest first; one that would be left over alone stands for itself. */
function largestOf(left: readonly ExitTally[]): string[] {
  const deals = new Map<string, number>();
  for (const { cause, deals: some } of left) if (cause !== null) deals.set(cause, (deals.get(cause) ?? 0) + some);
  const sorted = [...deals].sort(([one, some], [other, others]) => others - some || (one < other ? -1 : 1));
  return sorted.slice(0, sorted.length <= mostCauses + 1 ? sorted.length : mostCauses).map(([cause]) => cause);
}
