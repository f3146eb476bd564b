import type { ReasonShape } from "../../reasons/contract.ts";
import type { StepStanding } from "../../sales-process/contract.ts";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";

/** One thing that may have been ours: a reason, the step that was missed for it, or both. */
export type OurItem = { key: string; reason: ReasonShape | null; step: StepStanding | null };

/**
 * What may have been ours in this loss: what the record shows as missed or late first, with the reason that follows from
 * it, then the questions one asks oneself after every loss. Depends on the sheet alone, so nothing moves while ticking.
 */
export function ourItems({ deal, reasons, steps }: Pick<DebriefSheet, "deal" | "reasons" | "steps">): OurItem[] {
  const missable = steps.filter((step) => step.state === "missed" || step.state === "late");
  if (deal.status === "won") return missable.map((step) => ({ key: step.stepId, reason: null, step }));
  const reasonOf = (step: StepStanding) =>
    reasons.find((reason) => reason.stepId === step.stepId && reason.control === "ours") ?? null;
  const shown: OurItem[] = missable.map((step) => ({ key: step.stepId, reason: reasonOf(step), step }));
  const told = new Set(shown.map(({ reason }) => reason?.id));
  const asked = reasons.filter((reason) => reason.roleQuestion !== null && !told.has(reason.id));
  return [...shown, ...asked.map((reason) => ({ key: reason.id, reason, step: null }))];
}

export function isTicked({ reason, step }: OurItem, answers: DebriefAnswers): boolean {
  return (
    answers.reasons.some(({ reasonId }) => reasonId === reason?.id) ||
    (step !== null && answers.missedStepIds.includes(step.stepId))
  );
}

/** A tick says both: the step was missed, and that was a reason. */
export function tick(
  { reason, step }: OurItem,
  on: boolean,
  answers: DebriefAnswers,
): Pick<DebriefAnswers, "reasons" | "missedStepIds" | "cleanLoss"> {
  const reasons = answers.reasons.filter(({ reasonId }) => reasonId !== reason?.id);
  const missedStepIds = answers.missedStepIds.filter((stepId) => stepId !== step?.stepId);
  if (!on) return { reasons, missedStepIds, cleanLoss: answers.cleanLoss };
  return {
    reasons: reason ? [...reasons, { reasonId: reason.id, productScope: null, note: "" }] : reasons,
    missedStepIds: step ? [...missedStepIds, step.stepId] : missedStepIds,
    cleanLoss: false,
  };
}

/** Nothing of ours is named: only then can it be a clean loss. */
export function mayBeClean({ reasons, missedStepIds }: DebriefAnswers, catalogue: readonly ReasonShape[]): boolean {
  const ours = new Set(catalogue.filter(({ control }) => control === "ours").map(({ id }) => id));
  return missedStepIds.length === 0 && !reasons.some(({ reasonId }) => ours.has(reasonId));
}

/**
 * The reasons of one kind of control, those first that the record speaks for: proposed, or with a flag that stood up just
 * before the close. Depends on the sheet alone.
 */
export function likelyFirst(
  reasons: readonly ReasonShape[],
  { flagsBeforeClose, proposed }: LikelyFrom,
): ReasonShape[] {
  const up = new Set(flagsBeforeClose.filter(({ kind }) => kind === "up").map(({ flagId }) => flagId));
  const named = new Set(proposed.reasons.map(({ reasonId }) => reasonId));
  const rank = (reason: ReasonShape) =>
    named.has(reason.id) ? 0 : reason.flagId !== null && up.has(reason.flagId) ? 1 : 2;
  return [...reasons].sort((one, other) => rank(one) - rank(other));
}
type LikelyFrom = Pick<DebriefSheet, "flagsBeforeClose" | "proposed">;
