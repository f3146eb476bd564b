import type { DebriefAnswers, DebriefSheet } from "../contract.ts";

type Sheet = Pick<DebriefSheet, "reasons" | "steps" | "flagsBeforeClose" | "repairs">;
type Chain = {
  reason: { label: string };
  missedStep?: { label: string };
  redFlag: { label: string; state: "up" | "down" | "unknown" };
  repair: { label: string };
};

/** Each commitment as the chain it stands in: the reason it answers, the step that prevents it, the flag, the repair. */
export function chainsOf({ reasons, steps, flagsBeforeClose, repairs }: Sheet, answers: DebriefAnswers): Chain[] {
  const chosen = new Set(answers.reasons.map(({ reasonId }) => reasonId));
  return answers.commitments.flatMap(({ flagId, repairId }) => {
    const flag = flagsBeforeClose.find((one) => one.flagId === flagId);
    const repair = repairs.find(({ id }) => id === repairId);
    const reason = reasons.find((one) => chosen.has(one.id) && one.flagId === flagId);
    // A commitment about a flag that no named reason leads to stands for itself.
    if (!flag || !repair || !reason) return [];
    const step = steps.find(({ stepId }) => stepId === reason.stepId);
    return [
      {
        reason: { label: reason.name },
        ...(step ? { missedStep: { label: step.name } } : {}),
        redFlag: { label: flag.name, state: flag.kind },
        repair: { label: repair.name },
      },
    ];
  });
}
