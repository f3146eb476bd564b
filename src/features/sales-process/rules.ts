import { calendarOf } from "../../platform/calendar.ts";
import type { Instant } from "../../platform/dates.ts";
import type { PipelineShape, StageShape, StageType, StepShape, StepStanding } from "./contract.ts";

/** What our team wants done, and the stages it wants it done before. */
export type SalesProcess = { steps: StepShape[]; pipelines: PipelineShape[] };

/** What the standing of a step needs to know of a deal; a deal's record has it all. Lists are oldest first. */
export type StepFacts = {
  pipelineId: string;
  stageChanges: { stageId: string; enteredAt: Instant }[];
  stepAnswers: {
    stepId: string;
    done: boolean;
    answer: string;
    saidBy: string;
    happenedAt: Instant;
    knownAt: Instant;
  }[];
  outcomes: { status: "won" | "lost"; closedAt: Instant; reopenedAt: Instant | null }[];
};

/**
 * Every step of the process on one deal: done in time, late, missed, not due yet, or not recorded.
 *
 * Reads only the facts it is given: for the standing at an earlier instant, give the facts known then.
 */
export function missedSteps(facts: StepFacts, process: SalesProcess, timeZone: string): StepStanding[] {
  return process.steps.map((step) => standingOfStep(step, facts, process, timeZone));
}

/** One step on one deal. */
export function standingOfStep(
  step: StepShape,
  facts: StepFacts,
  process: SalesProcess,
  timeZone: string,
): StepStanding {
  const last = answersTo(step.id, facts).at(-1);
  const { state, evidence } = readStep(step, facts, process, timeZone).at(Number.POSITIVE_INFINITY);
  return {
    stepId: step.id,
    name: step.name,
    question: step.question,
    answer: last?.answer || null,
    saidBy: last?.saidBy || null,
    happenedAt: last ? new Date(last.happenedAt).toISOString() : null,
    state,
    evidence: evidence(),
  };
}

/** Where a step stands, and the sentence that says why, made only when somebody wants to read it. */
type StepSight = { state: StepStanding["state"]; evidence: () => string };

/** One step over the facts of one deal; asked about an instant, it counts only what had happened by then. */
export type StepReader = {
  at: (at: Instant) => StepSight;
  /** Every instant at which it may begin to stand otherwise, in any order. */
  turns: () => Instant[];
};

export function readStep(step: StepShape, facts: StepFacts, process: SalesProcess, timeZone: string): StepReader {
  const { dayAt, dayNumberAt } = calendarOf(timeZone);
  const answers = answersTo(step.id, facts);
  const firstAnswerAt = facts.stepAnswers[0]?.happenedAt ?? Number.NaN;
  const { dueAt, turns: dueTurns } = deadlineOf(step, facts, process);
  const nothingRecorded = { state: "not-recorded" as const, evidence: () => "No step has been recorded on this deal." };

  const at = (at: Instant): StepSight => {
    if (!(firstAnswerAt <= at)) return nothingRecorded;
    const doneAt = doneSince(answers, at);
    const due = dueAt(at);
    if (due.kind === "to-come") {
      const lostEarly = `The deal was lost before ${due.before} was entered, so “${step.name}” was not due.`;
      return doneAt === null
        ? {
            state: "not-due",
            evidence: () => (due.lost ? lostEarly : `“${step.name}” is not due before ${due.before}.`),
          }
        : { state: "done", evidence: () => `“${step.name}” was done on ${dayAt(doneAt)}, before ${due.before}.` };
    }
    const cameDue = () => `${due.what} on ${dayAt(due.at)}`;
    if (doneAt === null) {
      return { state: "missed", evidence: () => `${cameDue()}, and “${step.name}” is not recorded as done.` };
    }
    const lateDays = dayNumberAt(doneAt) - dayNumberAt(due.at);
    const wasDone = () => `“${step.name}” was done on ${dayAt(doneAt)}`;
    if (lateDays > 0) {
      return { state: "late", evidence: () => `${cameDue()}; ${wasDone()}, ${count(lateDays, "day")} late.` };
    }
    // Many facts carry a day and no time: what was done on the day it was due counts as in time.
    const inTime = lateDays === 0 ? ", the same day" : ", in time";
    return { state: "done", evidence: () => `${cameDue()}; ${wasDone()}${inTime}.` };
  };
  const turns = () => [
    ...(Number.isNaN(firstAnswerAt) ? [] : [firstAnswerAt]),
    ...answers.map(({ happenedAt }) => happenedAt),
    ...dueTurns,
  ];
  return { at, turns };
}

/** In the order in which they became known. */
function answersTo(stepId: string, { stepAnswers }: StepFacts) {
  const answers = stepAnswers.filter((answer) => answer.stepId === stepId);
  return answers.sort((one, other) => one.knownAt - other.knownAt);
}

/** Since when a step counts as done: the latest known answer says whether; the answers it agrees with say since when. */
function doneSince(answers: StepFacts["stepAnswers"], at: Instant): Instant | null {
  let since: Instant | null = null;
  for (const { done, happenedAt } of answers) {
    if (happenedAt > at) continue;
    if (!done) since = null;
    else since = since === null ? happenedAt : Math.min(since, happenedAt);
  }
  return since;
}

type Due = { kind: "to-come"; before: string; lost?: boolean } | { kind: "came"; at: Instant; what: string };
type Deadline = { dueAt: (at: Instant) => Due; turns: Instant[] };

/** When a step came due on this deal: its stage, or a later one, was entered; without a stage, the deal was closed. */
function deadlineOf(step: StepShape, facts: StepFacts, process: SalesProcess): Deadline {
  const stages = stagesIn(process, facts.pipelineId);
  const beforeStageId = step.deadlines.find(({ pipelineId }) => pipelineId === facts.pipelineId)?.beforeStageId;
  const deadline = beforeStageId === undefined ? undefined : stages.get(beforeStageId);
  const closes = facts.outcomes.flatMap(({ closedAt, reopenedAt }) => [closedAt, reopenedAt ?? closedAt]);
  if (!deadline) {
    return { dueAt: (at) => closeAt(facts, at) ?? { kind: "to-come", before: "the close" }, turns: closes };
  }
  let openFrom: Instant | undefined;
  let came: { at: Instant; what: string } | undefined;
  for (const { stageId, enteredAt } of facts.stageChanges) {
    const entered = stages.get(stageId);
    if (!entered) continue;
    if (entered.stage.type === "open") openFrom ??= enteredAt;
    // Whoever skips the stage needs its steps all the same. A lost stage stands behind the others, but leads nowhere.
    if (entered.stage.type === "lost" || entered.place < deadline.place) continue;
    came = { at: enteredAt, what: `${entered.stage.name} was entered` };
    break;
  }
  const dueAt = (at: Instant): Due => {
    if (came && came.at <= at) return { kind: "came", ...came };
    const closed = closeAt(facts, at);
    // A win has passed every stage. A loss may have come before the stage; without stage history only its close is known.
    const lostBefore = closed?.status === "lost" && openFrom !== undefined && openFrom <= at;
    return closed && !lostBefore ? closed : { kind: "to-come", before: deadline.stage.name, lost: lostBefore };
  };
  return { dueAt, turns: came ? [came.at, ...closes] : closes };
}

/** The close that stood at an instant, if the last one by then was not undone. */
function closeAt({ outcomes }: StepFacts, at: Instant) {
  const last = outcomes.findLast(({ closedAt }) => closedAt <= at);
  if (!last || (last.reopenedAt !== null && last.reopenedAt <= at)) return undefined;
  return { kind: "came" as const, at: last.closedAt, what: `The deal was ${last.status}`, status: last.status };
}

type PlacedStage = { stage: StageShape; place: number };
const placedStages = new WeakMap<PipelineShape, ReadonlyMap<string, PlacedStage>>();
const noStages: ReadonlyMap<string, PlacedStage> = new Map();

/** The stages of one pipeline by their ids, first to last, each with its place; remembered, for it is asked of every deal. */
export function stagesIn({ pipelines }: SalesProcess, pipelineId: string): ReadonlyMap<string, PlacedStage> {
  const pipeline = pipelines.find(({ id }) => id === pipelineId);
  if (!pipeline) return noStages;
  const known = placedStages.get(pipeline);
  if (known) return known;
  const placed = new Map(inOrder(pipeline).map((stage, place) => [stage.id, { stage, place }]));
  placedStages.set(pipeline, placed);
  return placed;
}

/** The stages of a pipeline, first to last. */
export function inOrder({ stages }: PipelineShape): StageShape[] {
  return stages.toSorted((one, other) => one.position - other.position);
}

/** "1 day", "6 days". */
function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Open stages first, then won, then lost, each in their own order. */
const typeOrder: Record<StageType, number> = { open: 0, won: 1, lost: 2 };

type NamedStage = { name: string; type: StageType };
export type WantedStage = NamedStage & { position: number };

/** Names that differ only in case or in spaces around them are one name. */
export const sameName = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Whether two of these stages have one name or one id. */
export function hasTwins(stages: readonly { id: string; name: string }[]): boolean {
  return stages.some((stage, place) =>
    stages.slice(0, place).some((other) => other.id === stage.id || sameName(other.name, stage.name)),
  );
}

/** Whether a deal could not be opened, won or lost in these stages. */
export function missesStageType(stages: readonly { type: StageType }[]): boolean {
  const types: StageType[] = ["open", "won", "lost"];
  return types.some((type) => !stages.some((stage) => stage.type === type));
}

/** Whether every deadline names an open stage of its pipeline, and each pipeline once. */
export function deadlinesHold(deadlines: StepShape["deadlines"], pipelines: readonly PipelineShape[]): boolean {
  const once = new Set(deadlines.map(({ pipelineId }) => pipelineId)).size === deadlines.length;
  const holds = ({ pipelineId, beforeStageId }: StepShape["deadlines"][number]) =>
    pipelines.some(
      ({ id, stages }) =>
        id === pipelineId && stages.some((stage) => stage.id === beforeStageId && stage.type === "open"),
    );
  return once && deadlines.every(holds);
}

/** What a team that brings no stages of its own starts with. */
export const seededStages: NamedStage[] = [
  { name: "Discovery", type: "open" },
  { name: "Qualified", type: "open" },
  { name: "Demo", type: "open" },
  { name: "Proposal", type: "open" },
  { name: "Negotiation", type: "open" },
  { name: "Won", type: "won" },
  { name: "Lost", type: "lost" },
];

/** Nobody has shaped these stages yet. */
export function isAsSeeded(stages: readonly NamedStage[]): boolean {
  const same = (stage: NamedStage, place: number) =>
    stage.name === seededStages[place]?.name && stage.type === seededStages[place]?.type;
  return stages.length === seededStages.length && stages.every(same);
}

/**
 * A pipeline's stages after others turned up in an import: known ones keep their order, a new one stands behind the
 * stage it follows in the import, and open stages stay before won ones before lost ones.
 */
export function joinStages<Known extends NamedStage>(
  known: readonly Known[],
  wanted: readonly WantedStage[],
): (Known | NamedStage)[] {
  const joined: (Known | NamedStage)[] = [...known];
  const placeOf = (name: string) => joined.findIndex((stage) => sameName(stage.name, name));
  const inTurn = wanted.toSorted((one, other) => one.position - other.position);
  inTurn.forEach((stage, turn) => {
    if (placeOf(stage.name) !== -1) return;
    const alike = (other: WantedStage) => other.type === stage.type && placeOf(other.name) !== -1;
    const before = inTurn.slice(0, turn).findLast(alike);
    const after = inTurn.slice(turn + 1).find(alike);
    const place = before ? placeOf(before.name) + 1 : after ? placeOf(after.name) : joined.length;
    joined.splice(place, 0, { name: stage.name.trim(), type: stage.type });
  });
  for (const [type, names] of [
    ["open", ["Open", "New", "In progress"]],
    ["won", ["Won", "Closed won", "Deal won"]],
    ["lost", ["Lost", "Closed lost", "Deal lost"]],
  ] as const) {
    // Without one of each, a deal could not be opened or closed by hand.
    const name = names.find((candidate) => placeOf(candidate) === -1);
    if (name && !joined.some((stage) => stage.type === type)) joined.push({ name, type });
  }
  return joined.toSorted((one, other) => typeOrder[one.type] - typeOrder[other.type]);
}

/** The moments of a sale that ready-made steps refer to; a team's own stages are matched to them by name. */
export type Milestone = "qualified" | "presentation" | "proposal" | "negotiation";
const milestones: Milestone[] = ["qualified", "presentation", "proposal", "negotiation"];

const stageNames: Record<Milestone, RegExp> = {
  qualified: /\bqualified|qualifiziert|qualifié|cu?alificad/i,
  presentation: /demo|démo|present|présent|präsent|vorführ|\bpitch|showcase|walkthrough|presenta[cç]/i,
  proposal:
    /(?<!value )proposal|(?<!value )proposition|\bquot|\boffer\b|angebot|offert|kostenvoranschlag|\bdevis|\boffre|propuesta|presupuesto|cotiza|proposta|voorstel/i,
  negotiation: /negotiat|verhandl|négoci|negocia|onderhandel|contract|vertrag|contrat|\blegal|verbal|commit|closing/i,
};
/** Stages in which qualifying is still being done; it is over when the next one is entered. */
const qualifying = /qualification|qualifying|qualifizierung|discovery|bedarfs|needs analysis/i;

/**
 * The stage that marks a moment of the sale in a pipeline we only know the names of: the first that sounds like it, or
 * like a later moment. Undefined when none does. Never the first stage, which a deal enters before anything was asked.
 */
export function guessStage<Stage extends NamedStage>(
  stages: readonly Stage[],
  milestone: Milestone,
): Stage | undefined {
  const open = stages.filter(({ type }) => type === "open");
  const later = milestones.slice(milestones.indexOf(milestone));
  const marks = (stage: Stage, place: number) =>
    later.some((moment) => stageNames[moment].test(stage.name)) ||
    (milestone === "qualified" && qualifying.test(open[place - 1]?.name ?? "") && !qualifying.test(stage.name));
  return open.find((stage, place) => place > 0 && marks(stage, place));
}
