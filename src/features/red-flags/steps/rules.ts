import type { DealRecord } from "../../deals/rules.ts";
import { inOrder, judgeStep } from "../../sales-process/rules.ts";
import { down, type FlagContext, type FlagReader, stageAt, unknown, up } from "../readings/rules.ts";

/** A step our process wants was due, and is still not done. Done late is done: nothing is left to repair. */
export function stepMissed(known: DealRecord, stepId: string | null, { process, timeZone }: FlagContext): FlagReader {
  const step = process.steps.find(({ id }) => id === stepId);
  const pipeline = process.pipelines.find(({ id }) => id === known.pipelineId);
  const stages = pipeline ? inOrder(pipeline) : [];
  const placeOf = (stageId: string | undefined) => stages.findIndex(({ id }) => id === stageId);
  const deadline = step?.deadlines.find(({ pipelineId }) => pipelineId === known.pipelineId)?.beforeStageId;
  return {
    at: (at) => {
      if (!step) return unknown("We no longer ask for this step.");
      const facts = {
        pipelineId: known.pipelineId,
        stageChanges: known.stageChanges.filter(({ enteredAt }) => enteredAt <= at),
        stepAnswers: known.stepAnswers.filter(({ happenedAt }) => happenedAt <= at),
        outcomes: [],
      };
      const { state, evidence } = judgeStep(step, facts, process, timeZone);
      if (state === "not-recorded") return unknown(evidence);
      if (state !== "missed") return down(evidence);
      return up(placeOf(stageAt(known, at)?.stageId) > placeOf(deadline) ? "bad" : "warn", evidence);
    },
    turns: () => [
      ...known.stageChanges.map(({ enteredAt }) => enteredAt),
      ...known.stepAnswers.map(({ happenedAt }) => happenedAt),
    ],
  };
}
