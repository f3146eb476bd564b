import { shareOfTeam, shrunkenShare, type TeamShare } from "../../../statistics/beta-binomial.ts";
import type { Interval } from "../../../statistics/interval.ts";
import type { Share } from "../../../statistics/share.ts";
import { type TooFew, tooFew } from "../../../statistics/too-few.ts";

export type PersonShare = Share & { memberId: string };
export type OwnOrTeamShare = Omit<Interval, "kind"> & {
  kind: "known";
  /** This person's alone, theirs drawn towards the team's, or the team's as they have nothing of their own. */
  from: "own" | "own-with-team" | "team";
  /** What it stands on: their own count, or the team's where they have none. */
  count: number;
  of: number;
};

/**
 * Question: what is this person's share (of calls that gave a meeting, of deals that were won), when they may have little history?
 *
 * Formula: with three people or more, the person's share drawn towards the team's by `shrunkenShare`: the less of their own, the
 * closer. Where the people cannot be told apart as groups, the mean of Beta(½ + count, ½ + rest) (Jeffreys): of their own if
 * `fewest` of them, else of everybody's together.
 *
 * Assumptions: as for `shrunkenShare`; without it, trials are independent with one share.
 * Units: shares 0 to 1; `level` the probability within the interval. Failure values: fewer than `fewest` in the whole team, too few.
 * Source: docs/methods/beta-binomial.md. Example: in docs/methods/filling-block.md, run as a test.
 */
export function ownOrTeamShare(
  people: readonly PersonShare[],
  memberId: string,
  { fewest, level = 0.8 }: { fewest: number; level?: number },
): OwnOrTeamShare | TooFew {
  const own = people.find((person) => person.memberId === memberId) ?? { count: 0, of: 0 };
  const all = people.reduce((sum, { count, of }) => ({ count: sum.count + count, of: sum.of + of }), {
    count: 0,
    of: 0,
  });
  if (all.of < fewest) return tooFew(all.of, fewest);
  const team = shareOfTeam(people);
  const from = own.of === 0 ? "team" : own.of >= fewest ? "own" : "own-with-team";
  if (team.kind === "team") return said(shrunkenShare(own, team, level), from, own.of === 0 ? all : own);
  if (own.of >= fewest) return said(shrunkenShare(own, untold, level), "own", own);
  return said(shrunkenShare(all, untold, level), "team", all);
}

/** Before anything is known: worth one trial, half of it with success. */
const untold: TeamShare = { kind: "team", mean: 0.5, worth: 1 };

const said = (
  { estimate, low, high }: Interval,
  from: OwnOrTeamShare["from"],
  { count, of }: Share,
): OwnOrTeamShare => ({ kind: "known", estimate, low, high, from, count, of });
