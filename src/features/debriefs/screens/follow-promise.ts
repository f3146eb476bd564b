import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import { likelyPromise } from "../rules.ts";

type Catalogue = Pick<DebriefSheet, "flagsBeforeClose" | "reasons" | "repairs">;
type Chosen = DebriefAnswers["reasons"];
type Planned = DebriefAnswers["commitments"][number];

/**
 * The commitments after other reasons were chosen. The first reason that leads to a flag proposes one; from then on what
 * stands there is the person's, and what other reasons lead to is offered beside it. One taken away does not come back.
 */
export function followPromise(
  { commitments, reasons }: Pick<DebriefAnswers, "commitments" | "reasons">,
  nextReasons: Chosen,
  catalogue: Catalogue,
): Planned[] {
  const wasTakenAway = commitments.length === 0 && proposal(reasons, catalogue) !== null;
  if (commitments.length > 0 || wasTakenAway) return commitments;
  const after = proposal(nextReasons, catalogue);
  return after ? [{ id: crypto.randomUUID(), ...after }] : [];
}

function proposal(chosen: Chosen, { flagsBeforeClose, reasons, repairs }: Catalogue) {
  const named = reasons.filter((reason) => chosen.some(({ reasonId }) => reasonId === reason.id));
  return likelyPromise(named, flagsBeforeClose, repairs);
}
