import { dayMs } from "../../../platform/dates.ts";
import { kaplanMeier, type Reached } from "../../../statistics/kaplan-meier.ts";
import type { Share } from "../../../statistics/share.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import { tellGroup, tellGroups } from "../../team/small-groups/rules.ts";
import type { CoverageShape, CoveredShare } from "./contract.ts";

/** A major loss, and when its customer was heard; `until` is when it was given up, or now. */
export type MajorLoss = {
  closedAt: number;
  heardAt: number | null;
  byForm: boolean;
  state: "due" | "planned" | "held" | "given-up";
  until: number;
  segment: string | null;
};

type Told = Omit<CoverageShape, "from" | "to" | "field" | "fields">;

/** With how many of the major losses' customers we talked, how soon, and in which segments. */
export function coverageOf(losses: readonly MajorLoss[]): Told {
  const heard = losses.filter(({ heardAt }) => heardAt !== null);
  const bySegment = new Map<string, MajorLoss[]>();
  for (const loss of losses) {
    const name = loss.segment ?? notTold;
    bySegment.set(name, [...(bySegment.get(name) ?? []), loss]);
  }
  const groups = [...bySegment].map(([name, ofIt]) => ({ name, ofIt }));
  const { told, others } = tellGroups(groups, ({ ofIt }) => ofIt.length);
  return {
    major: losses.length,
    talked: heard.length,
    byForm: heard.filter(({ byForm }) => byForm).length,
    waiting: losses.filter(({ heardAt, state }) => heardAt === null && state !== "given-up").length,
    givenUp: losses.filter(({ heardAt, state }) => heardAt === null && state === "given-up").length,
    share: tellGroup(losses.length, () => coveredShare({ count: heard.length, of: losses.length })),
    wait: tellGroup(losses.length, () => waitOf(losses)),
    segments: told
      .map(({ name, ofIt }) => {
        const count = ofIt.filter(({ heardAt }) => heardAt !== null).length;
        return { name, share: coveredShare({ count, of: ofIt.length }) };
      })
      .sort((one, other) => other.share.of - one.share.of || one.name.localeCompare(other.name)),
    otherSegments: { groups: others.groups, losses: others.answers },
  };
}

const notTold = "Not told";

function coveredShare({ count, of }: Share): CoveredShare {
  const interval = wilsonInterval({ count, of });
  const [low, high] = interval.kind === "interval" ? [interval.low, interval.high] : [0, 1];
  return { kind: "known", count, of, low, high };
}

/**
 * Days until half of the customers were heard. Who has not been heard yet waits at least until now (or until they were given
 * up): leaving them out would tell the quick ones alone.
 */
function waitOf(losses: readonly MajorLoss[]): CoverageShape["wait"] {
  const curve = kaplanMeier({
    time: losses.map(({ closedAt, heardAt, until }) => Math.max(0, ((heardAt ?? until) - closedAt) / dayMs)),
    ended: losses.map(({ heardAt }) => (heardAt === null ? 0 : 1)),
  });
  if (curve.kind === "too-few") return curve;
  return {
    kind: "known",
    medianDays: daysOf(curve.median),
    lowDays: daysOf(curve.medianLow),
    highDays: daysOf(curve.medianHigh),
    of: losses.length,
  };
}

const daysOf = (reached: Reached) => (reached.kind === "at" ? reached.time : null);
