import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import { likelyPromise } from "../rules.ts";

type Catalogue = Pick<DebriefSheet, "flagsBeforeClose" | "reasons" | "repairs">;
type Chosen = DebriefAnswers["reasons"];
type Planned = DebriefAnswers["commitments"][number];

/**
 * The commitments after other reasons were chosen. As long as nobody touched the one that was proposed, it follows the
 * reasons; one that was reworded, changed, added or taken away stays as the person left it.
 */
export function followPromise(
  { commitments, reasons }: Pick<DebriefAnswers, "commitments" | "reasons">,
  nextReasons: Chosen,
  catalogue: Catalogue,
): Planned[] {
  const before = proposal(reasons, catalogue);
  if (!isUntouched(commitments, before)) return commitments;
  const after = proposal(nextReasons, catalogue);
  return after ? [{ id: commitments[0]?.id ?? crypto.randomUUID(), ...after }] : [];
}

function proposal(chosen: Chosen, { flagsBeforeClose, reasons, repairs }: Catalogue) {
  const named = reasons.filter((reason) => chosen.some(({ reasonId }) => reasonId === reason.id));
  return likelyPromise(named, flagsBeforeClose, repairs);
}

function isUntouched(commitments: readonly Planned[], proposed: ReturnType<typeof proposal>): boolean {
  const [only, ...others] = commitments;
  if (others.length > 0) return false;
  if (!only || !proposed) return !only && !proposed;
  return only.flagId === proposed.flagId && only.repairId === proposed.repairId && only.wording === proposed.wording;
}
