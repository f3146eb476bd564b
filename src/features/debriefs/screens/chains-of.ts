import type { DebriefAnswers, DebriefSheet } from "../contract.ts";

type Sheet = Pick<DebriefSheet, "reasons" | "steps" | "flagsBeforeClose" | "repairs">;
type Link = { label: string; href: string };
type Chain = {
  reason: Link;
  missedStep?: Link;
  redFlag: Link & { state: "up" | "down" | "unknown" };
  repair: Link;
  bestPractice?: Link;
};

/** Each commitment as the chain it stands in: the reason it answers, the step that prevents it, the flag, the repair. */
export function chainsOf({ reasons, steps, flagsBeforeClose, repairs }: Sheet, answers: DebriefAnswers): Chain[] {
  const chosen = new Set(answers.reasons.map(({ reasonId }) => reasonId));
  return answers.commitments.flatMap(({ id, flagId, repairId }) => {
    const flag = flagsBeforeClose.find((one) => one.flagId === flagId);
    const repair = repairs.find((one) => one.id === repairId);
    const reason = reasons.find((one) => chosen.has(one.id) && one.flagId === flagId);
    // A commitment about a flag that no named reason leads to stands for itself.
    if (!flag || !repair || !reason) return [];
    const [practice] = reason.practices;
    const step = steps.find(({ stepId }) => stepId === reason.stepId);
    return [
      {
        reason: { label: reason.name, href: "/settings/reasons" },
        ...(step ? { missedStep: { label: step.name, href: "/settings/process" } } : {}),
        redFlag: { label: flag.name, state: flag.kind, href: `/pipeline-check?rule=${id}` },
        repair: { label: repair.name, href: "/pipeline-check?show=repairs" },
        ...(practice ? { bestPractice: { label: practice.title, href: `/team/playbook/${practice.id}` } } : {}),
      },
    ];
  });
}
