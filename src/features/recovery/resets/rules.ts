import type { DebriefAnswers, DebriefSheet } from "../../debriefs/contract.ts";
import { likelyPromise } from "../../debriefs/rules.ts";
import type { CommitmentShape } from "../../pipeline-check/contract.ts";
import { promiseWording, repairsOf } from "../../pipeline-check/rules.ts";
import { fewest } from "../comeback-record/rules.ts";
import type { ProposedCommitment, Standing } from "./contract.ts";

/**
 * Whether somebody runs above their own baseline: wins among the latest results, beside as many at the rate of all
 * results before them. It says nothing of why; with fewer results on either side than a record needs, it says nothing.
 */
export function standingOf(results: readonly { won: boolean }[]): Standing {
  const latest = results.slice(-fewest);
  const before = results.slice(0, -fewest);
  if (before.length < fewest) return { kind: "too-few", outOf: results.length, needed: 2 * fewest };
  const won = (some: readonly { won: boolean }[]) => some.filter((result) => result.won).length;
  const usualWins = (latest.length * won(before)) / before.length;
  const wins = won(latest);
  return { kind: "known", wins, of: latest.length, usualWins, isAbove: wins > usualWins };
}

/** What the debrief says will be different is the lesson to begin with. */
export function lessonOf(answers: Pick<DebriefAnswers, "doDifferently" | "ownPart"> | undefined): string {
  return answers?.doDifferently || answers?.ownPart || "";
}

type Known = Pick<DebriefSheet, "reasons" | "repairs" | "flagsBeforeClose">;
type Promised = Pick<CommitmentShape, "id" | "flagId" | "repairId" | "wording" | "dealName" | "madeAt">;

/**
 * Promises to choose from, each with why: first the one that follows from what was named or what was up before the end,
 * then one for every other flag that has a repair. One that is held to already is kept instead of made twice.
 */
export function proposedCommitments(
  { reasons, repairs, flagsBeforeClose }: Known,
  namedReasonIds: readonly string[],
  live: readonly Promised[],
  newId: () => string,
): ProposedCommitment[] {
  const named = reasons.filter(({ id }) => namedReasonIds.includes(id));
  const usable = repairs.filter(({ archived }) => !archived);
  const likeliest = likelyPromise(named, flagsBeforeClose, usable)?.flagId;
  const rank = ({ flagId, kind }: Known["flagsBeforeClose"][number]) =>
    flagId === likeliest ? 0 : kind === "up" ? 1 : 2;
  const flags = [...flagsBeforeClose].sort((one, other) => rank(one) - rank(other));
  return flags.flatMap(({ flagId, name, kind, evidence }): ProposedCommitment[] => {
    const kept = live.find((promise) => promise.flagId === flagId);
    if (kept) {
      const after = kept.dealName ? `, after ${kept.dealName}` : "";
      const because = `You hold to it since ${kept.madeAt.slice(0, 10)}${after}.`;
      return [
        { id: kept.id, flagId, repairId: kept.repairId, wording: kept.wording, flagName: name, isKept: true, because },
      ];
    }
    const [repair] = repairsOf(flagId, usable);
    if (!repair) return [];
    const reason = named.find((one) => one.flagId === flagId);
    const because = reason
      ? `You named “${reason.name}”: this flag shows it in time.`
      : kind === "up"
        ? `It was up before the end: ${evidence}`
        : "";
    const wording = promiseWording(name, repair.name);
    return [{ id: newId(), flagId, repairId: repair.id, wording, flagName: name, isKept: false, because }];
  });
}
