import type { Instant } from "../../../platform/dates.ts";
import { knownBy, learnedLate, replay, type StateReader, type Stretch } from "../../../platform/replay.ts";
import { readStep, type SalesProcess, type StepFacts } from "../rules.ts";

/** What a step's past is told from; a deal's record has it all. Lists are oldest first. */
export type StepHistory = Omit<StepFacts, "stageChanges"> & {
  stageChanges: { stageId: string; enteredAt: Instant; knownAt: Instant }[];
};

/**
 * How every step of the process stood over a deal's life, as known then, in the order of the process.
 *
 * Up: its stage had been entered without it, also when it was done late. Down: done in time. Unknown: not due yet, the
 * deal was closed, or nobody had recorded any step on it (docs/decisions: not recorded is not missed).
 */
export function replaySteps(record: StepHistory, process: SalesProcess, timeZone: string): Stretch[][] {
  const enteredAt = (change: StepHistory["stageChanges"][number]) => change.enteredAt;
  const happenedAt = (answer: StepHistory["stepAnswers"][number]) => answer.happenedAt;
  const begins = [...learnedLate(record.stageChanges, enteredAt), ...learnedLate(record.stepAnswers, happenedAt)];
  // How the deal ended says nothing here: while it is closed, nothing is told.
  const factsFrom = (begin: Instant): StepFacts => ({
    pipelineId: record.pipelineId,
    stageChanges: knownBy(record.stageChanges, enteredAt, begin),
    stepAnswers: knownBy(record.stepAnswers, happenedAt, begin),
    outcomes: [],
  });
  const whole: StepFacts = { ...record, outcomes: [] };
  // The close that stands comes after all that is said.
  const reopened = record.outcomes.some(({ reopenedAt }) => reopenedAt !== null);
  const closed = (at: Instant) =>
    record.outcomes.some(({ closedAt, reopenedAt }) => closedAt <= at && (reopenedAt === null || reopenedAt > at));
  const closeTurns = record.outcomes.flatMap(({ closedAt, reopenedAt }) => [closedAt, reopenedAt ?? closedAt]);
  const until = record.outcomes.find(({ reopenedAt }) => reopenedAt === null)?.closedAt;

  return process.steps.map((step) => {
    const readerFrom = (begin: Instant): StateReader => {
      const reader = readStep(step, begins.length === 0 ? whole : factsFrom(begin), process, timeZone);
      return {
        kindAt: (at) => (reopened && closed(at) ? "unknown" : kindOf[reader.at(at).state]),
        turns: () => (reopened ? [...reader.turns(), ...closeTurns] : reader.turns()),
      };
    };
    return replay(begins, readerFrom, until);
  });
}

const kindOf = { done: "down", missed: "up", late: "up", "not-due": "unknown", "not-recorded": "unknown" } as const;
