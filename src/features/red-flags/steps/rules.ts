import { readStep, stagesIn } from "../../sales-process/rules.ts";
import { down, type FactsOf, type FlagContext, type FlagReader, stageAt, unknown, up } from "../readings/rules.ts";

/** A step our process wants was due, and is still not done. Done late is done: nothing is left to repair. */
export function stepMissed(
  known: FactsOf<"step-missed">,
  stepId: string | null,
  { process, timeZone }: FlagContext,
): FlagReader {
  const step = process.steps.find(({ id }) => id === stepId);
  if (!step) return { at: () => unknown(() => "We no longer ask for this step."), turns: () => [] };

  const stages = stagesIn(process, known.pipelineId);
  const placeOf = (stageId: string | undefined) => (stageId && stages.get(stageId)?.place) ?? -1;
  const deadline = placeOf(step.deadlines.find(({ pipelineId }) => pipelineId === known.pipelineId)?.beforeStageId);
  // Only open deals are read: a close makes a step due in a debrief, and comes too late for a flag.
  const { pipelineId, stageChanges, stepAnswers } = known;
  const reader = readStep(step, { pipelineId, stageChanges, stepAnswers, outcomes: [] }, process, timeZone);
  return {
    at: (at) => {
      const { state, evidence } = reader.at(at);
      if (state === "not-recorded") return unknown(evidence);
      if (state !== "missed") return down(evidence);
      return up(placeOf(stageAt(known, at)?.stageId) > deadline ? "bad" : "warn", evidence);
    },
    turns: () => [...reader.turns(), ...stageChanges.map(({ enteredAt }) => enteredAt)],
  };
}
