import { competingRisks } from "../../../../statistics/competing-risks.ts";
import { tellGroup } from "../../../team/small-groups/rules.ts";
import { type DaysTally, openChangeOf, tellWaiting, thinned, waitOf } from "../times/rules.ts";
import type { StageTimes, StayFigures } from "./contract.ts";

export type StayEnd = "moved-on" | "won" | "lost" | "still";
/** So many stays in a stage took as many whole days and ended this way. */
export type StayTally = { ended: StayEnd; days: number; stays: number };
export type StageStays = { tallies: StayTally[]; deals: number; bulkEdited: number; undated: number };

/** Whichever of these days is the longest that both periods were seen for. */
const comparedAfter = [7, 14, 30];

/** One stage, against another period where there is one. */
export function stageTimesOf(
  { stageId, name }: { stageId: string; name: string },
  now: StageStays,
  before: StageStays | null,
): StageTimes {
  return {
    ...{ stageId, name, figures: stayFiguresOf(now) },
    compared: before && {
      figures: stayFiguresOf(before),
      stillChange: openChangeOf(leaving(now.tallies), leaving(before.tallies), comparedAfter),
    },
  };
}

function stayFiguresOf({ tallies, deals, bulkEdited, undated }: StageStays): StayFigures {
  const counted = (way?: StayEnd) =>
    tallies.reduce((sum, { ended, stays }) => sum + (way === undefined || ended === way ? stays : 0), 0);
  return {
    ...{ stays: counted() + bulkEdited + undated, deals, bulkEdited, undated },
    ...{ movedOn: counted("moved-on"), won: counted("won"), lost: counted("lost"), still: counted("still") },
    waiting: tellWaiting(waitOf(leaving(tallies))),
    ends: tellGroup(counted(), () => endsOf(tallies)),
  };
}

/** However it ended, it left the stage. */
const leaving = (tallies: readonly StayTally[]): DaysTally[] =>
  tallies.map(({ days, ended, stays }) => ({ days, ended: ended !== "still", deals: stays }));

/**
 * The shares that ended each way, each held against every other way at once (`competingRisks`): to take the other ways for stays
 * that merely were not seen to the end would add up to more than all.
 */
function endsOf(tallies: readonly StayTally[]): StayFigures["ends"] {
  const time = tallies.map(({ days }) => days);
  const count = tallies.map(({ stays }) => stays);
  const stepsOf = (way: StayEnd) => {
    const ended = tallies.map((tally) => (tally.ended === "still" ? 0 : tally.ended === way ? 1 : 2));
    const curve = competingRisks({ time, ended, count });
    return curve.kind === "too-few" ? [] : curve.steps;
  };
  const [on, won, lost] = [stepsOf("moved-on"), stepsOf("won"), stepsOf("lost")];
  const last = <Of>(steps: readonly Of[]) => steps[steps.length - 1];
  const shareAt = (steps: typeof on) => {
    const { share: value, low, high } = last(steps)?.won ?? { share: 0, low: 0, high: 1 };
    return { value, low, high };
  };
  return {
    ...{ kind: "known", after: last(on)?.time ?? 0 },
    ...{ movedOn: shareAt(on), won: shareAt(won), lost: shareAt(lost) },
    curve: thinned(
      on.map(({ time: days, won: moved }, place) => ({
        ...{ days, movedOn: moved.share, won: won[place]?.won.share ?? 0, lost: lost[place]?.won.share ?? 0 },
      })),
    ),
  };
}
