import { benjaminiHochberg } from "../../../statistics/benjamini-hochberg.ts";
import { mantelHaenszelDifference } from "../../../statistics/mantel-haenszel-difference.ts";
import type { Share } from "../../../statistics/share.ts";
import { comparable, type Stratum } from "../../../statistics/strata.ts";
import { tooFew } from "../../../statistics/too-few.ts";
import { shareOf } from "../../insights/kpis/rules.ts";
import { enoughToTell, tellGroups } from "../../team/small-groups/rules.ts";
import { type EarlyLossesTold, type EarlyLossRow, type ToldApartBy, toldApartBy } from "./contract.ts";

export type Ended = "early" | "later" | "won" | "no-stage";
/** Closed deals of one pipeline that ended the same way and of which the same is told; null: nothing is. */
export type EarlyTally = { by: ToldApartBy; key: string | null; pipelineId: string; ended: Ended; deals: number };

type Judging = {
  fewestASide: number;
  falseDiscoveryRate: number;
  /** What a persona or a campaign is called. */
  nameOf: (key: string) => string | undefined;
  columnOf: (by: ToldApartBy) => string | null;
};
type Judged = Pick<EarlyLossesTold, "early" | "won" | "later" | "noStage" | "looked" | "apart">;

/**
 * What is lost early before it is won: for everything that is told of enough deals, its early losses among early losses and
 * wins, held against those of all others of which something is told, pipeline by pipeline; corrected for all that was looked at.
 */
export function judgeEarlyLosses(tallies: readonly EarlyTally[], judging: Judging): Judged {
  const parts = toldApartBy.options.map((by) => ({ by, theirs: tallies.filter((tally) => tally.by === by) }));
  const whole = parts[0]?.theirs ?? [];
  const looked = parts.flatMap(({ theirs, by }) =>
    keysOf(theirs).map((key) => ({ by, key, difference: lookAt(theirs, key, judging.fewestASide) })),
  );
  const tested = looked.flatMap(({ difference }) => (difference.kind === "known" ? difference : []));
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  const adjustedOf = new Map(tested.map((one, place) => [one, adjusted[place] ?? 1]));
  const rowOf = ({ by, key, difference }: (typeof looked)[number], theirs: readonly EarlyTally[]): EarlyLossRow => {
    const { early, won } = endsOf(theirs.filter((tally) => tally.key === key));
    const adjustedP = difference.kind === "known" ? (adjustedOf.get(difference) ?? 1) : 1;
    return {
      ...{ by, key, name: judging.nameOf(key) ?? key, early, won, share: shareOf({ count: early, of: early + won }) },
      difference:
        difference.kind === "known"
          ? { ...difference, adjustedP, stands: adjustedP <= judging.falseDiscoveryRate }
          : difference,
    };
  };
  return {
    ...endsOf(whole),
    looked: tested.length,
    apart: parts.map(({ by, theirs }) => {
      const rows = looked.filter((one) => one.by === by).map((one) => rowOf(one, theirs));
      const { early, won } = endsOf(theirs.filter(({ key }) => key === null));
      const { told, rest } = tellBeside(rows.toSorted(byName), early + won);
      return { by, column: judging.columnOf(by), rows: told.toSorted(worstFirst), rest };
    }),
  };
}

/**
 * Groups of fewer than five are told as one with the deals of which nothing is told; where these do not hide them, the smallest of the
 * others joins them.
 */
function tellBeside(rows: readonly EarlyLossRow[], untold: number) {
  const dealsOf = ({ early, won }: EarlyLossRow) => early + won;
  const small = rows.filter((row) => !enoughToTell(dealsOf(row)));
  const deals = small.reduce((sum, row) => sum + dealsOf(row), 0);
  const hidden = small.length === 0 || (untold > 0 && enoughToTell(deals + untold));
  const { told, others } = hidden
    ? { told: rows.filter((row) => !small.includes(row)), others: { groups: small.length, answers: deals } }
    : tellGroups(rows, dealsOf);
  return { told, rest: { groups: others.groups, deals: others.answers + untold } };
}

const keysOf = (tallies: readonly EarlyTally[]): string[] => [
  ...new Set(
    tallies.flatMap(({ key, ended }) => (key !== null && (ended === "early" || ended === "won") ? [key] : [])),
  ),
];

function endsOf(tallies: readonly EarlyTally[]) {
  const of = (ended: Ended) => tallies.reduce((sum, tally) => sum + (tally.ended === ended ? tally.deals : 0), 0);
  return { early: of("early"), won: of("won"), later: of("later"), noStage: of("no-stage") };
}

type Looked =
  | { kind: "known"; value: number; low: number; high: number; p: number }
  | Exclude<EarlyLossRow["difference"], { kind: "known" }>;

function lookAt(tallies: readonly EarlyTally[], key: string, fewestASide: number): Looked {
  const byPipeline = new Map<string, { exposed: Share; others: Share }>();
  for (const tally of tallies) {
    if (tally.key === null || (tally.ended !== "early" && tally.ended !== "won")) continue;
    const stratum = byPipeline.get(tally.pipelineId) ?? { exposed: nothing, others: nothing };
    const side = tally.key === key ? "exposed" : "others";
    const { count, of } = stratum[side];
    const more = { count: count + (tally.ended === "early" ? tally.deals : 0), of: of + tally.deals };
    byPipeline.set(tally.pipelineId, { ...stratum, [side]: more });
  }
  // A pipeline in which there is only one of the two says nothing about how they differ.
  const strata: readonly Stratum[] = comparable([...byPipeline.values()]);
  const sideOf = (side: keyof Stratum) => strata.reduce((sum, stratum) => sum + stratum[side].of, 0);
  const fewer = Math.min(sideOf("exposed"), sideOf("others"));
  if (fewer < fewestASide) return tooFew(fewer, fewestASide);
  const difference = mantelHaenszelDifference(strata);
  if (difference.kind !== "interval") return difference.kind === "too-few" ? difference : { kind: "no-variation" };
  const { estimate, low, high, p } = difference;
  return { kind: "known", value: estimate, low, high, p };
}

const nothing: Share = { count: 0, of: 0 };

const byName = (one: EarlyLossRow, other: EarlyLossRow): number =>
  one.name.localeCompare(other.name, "en") || (one.key < other.key ? -1 : 1);

/** What is lost early far more often than the others; then what cannot be said, the most deals first. */
function worstFirst(one: EarlyLossRow, other: EarlyLossRow): number {
  const [known, otherKnown] = [one.difference.kind === "known", other.difference.kind === "known"];
  if (one.difference.kind === "known" && other.difference.kind === "known")
    return other.difference.value - one.difference.value;
  return Number(otherKnown) - Number(known) || other.early + other.won - one.early - one.won;
}
