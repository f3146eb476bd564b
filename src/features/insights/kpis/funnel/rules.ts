import type { Share } from "../../../../statistics/share.ts";
import { changeOf, shareOf } from "../rules.ts";
import type { Funnel } from "./contract.ts";

export type FunnelStage = { stageId: string; pipelineId: string; name: string; archived: boolean };
/** Closed deals of one pipeline that ended the same way and came as far. `furthest` null: no open stage of it is known. */
export type FurthestTally = { pipelineId: string; won: boolean; furthest: string | null; deals: number };

/** The open stages of one pipeline in their order, with how many closed deals reached each and how many left there. */
export function stagesReached(stages: readonly FunnelStage[], tallies: readonly FurthestTally[]) {
  const sum = (some: readonly FurthestTally[]) => some.reduce((all, { deals }) => all + deals, 0);
  const known = tallies.filter(({ furthest }) => furthest !== null);
  const won = sum(known.filter((tally) => tally.won));
  let reached = sum(known);
  const rows = stages.map(({ stageId, name, archived }) => {
    const left = sum(known.filter((tally) => !tally.won && tally.furthest === stageId));
    const row = { stageId, name, archived, reached, left };
    reached -= left;
    return row;
  });
  return { won, deals: sum(known), noStage: sum(tallies) - sum(known), rows };
}

const shareLeft = ({ left, reached }: { left: number; reached: number }): Share => ({ count: left, of: reached });

/** One pipeline's funnel, against another period where there is one. A stage no longer used is told while deals left there. */
export function funnelOf(
  pipeline: { id: string; name: string },
  stages: readonly FunnelStage[],
  now: readonly FurthestTally[],
  before: readonly FurthestTally[] | null,
): Funnel {
  const { rows, ...counts } = stagesReached(stages, now);
  const earlier = before && stagesReached(stages, before).rows;
  return {
    pipelineId: pipeline.id,
    name: pipeline.name,
    ...counts,
    stages: rows
      .filter(({ archived, left }) => !archived || left > 0)
      .map(({ stageId, name, reached, left }) => {
        const then = earlier?.find((row) => row.stageId === stageId);
        return {
          ...{ stageId, name, reached, left, leftShare: shareOf(shareLeft({ left, reached })) },
          leftShareBefore: then ? shareOf(shareLeft(then)) : null,
          change: then ? changeOf(shareLeft({ left, reached }), shareLeft(then)) : null,
        };
      }),
  };
}
