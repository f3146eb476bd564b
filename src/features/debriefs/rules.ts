import { dayInWords, dayMs, dayOf, type Instant } from "../../platform/dates.ts";
import type { LossKind } from "../deals/contract.ts";
import type { DealRecord } from "../deals/rules.ts";
import { promiseWording, repairsOf } from "../pipeline-check/rules.ts";
import type { ReasonShape, RepairShape } from "../reasons/contract.ts";
import type { FlagReading } from "../red-flags/contract.ts";
import type { PipelineShape, StepStanding } from "../sales-process/contract.ts";
import type { DebriefsShare } from "../team/contract.ts";
import type { DebriefAnswers } from "./contract.ts";

/** How long after a close its debrief is asked for. What is older is history: it can be debriefed, but waits for nobody. */
export const waitingDays = 90;

/** An export that came since this instant is still being worked on. */
export function arrivedLately(now: Instant): Instant {
  return now - waitingDays * dayMs;
}

/**
 * Closes since this instant wait for a debrief. Counted back from the newest close that an export brought lately, so that
 * last year's deals still have their last quarter waiting, also after the next deal is closed today; else from now, and
 * never from a close in the future.
 */
export function waitingSince(newestClosedAt: Instant | null, now: Instant): Instant {
  return Math.min(newestClosedAt ?? now, now) - waitingDays * dayMs;
}

/**
 * "And what was ours?" is asked when every reason named is somebody else's or only partly ours (leads, marketing, the
 * economy, price). Asked, never demanded.
 */
export function asksForOwnPart(chosen: readonly Pick<ReasonShape, "control">[]): boolean {
  return chosen.length > 0 && chosen.every((reason) => reason.control !== "ours");
}

/** Why a debrief cannot be recorded like this; null when it can. */
export function faultOf(
  outcome: "won" | "lost",
  answers: Pick<DebriefAnswers, "reasons" | "missedStepIds" | "cleanLoss" | "whatWorked">,
  reasons: readonly Pick<ReasonShape, "id" | "aboutProduct">[],
): "NOTHING_NAMED" | "STEPS_MISSED" | "SCOPE_NEEDED" | null {
  const cleanLoss = outcome === "lost" && answers.cleanLoss;
  if (cleanLoss && answers.missedStepIds.length > 0) return "STEPS_MISSED";
  const named = answers.reasons.length + answers.missedStepIds.length > 0;
  const saysWhatWorked = outcome === "won" && answers.whatWorked !== "";
  if (!named && !cleanLoss && !saysWhatWorked) return "NOTHING_NAMED";
  const aboutProduct = new Set(reasons.filter((reason) => reason.aboutProduct).map((reason) => reason.id));
  const scopeMissing =
    outcome === "lost" && answers.reasons.some((chosen) => aboutProduct.has(chosen.reasonId) && !chosen.productScope);
  return scopeMissing ? "SCOPE_NEEDED" : null;
}

/** What counts once, and only what the outcome can have: a win has no loss kind, no clean loss and no check-up. */
export function settled(outcome: "won" | "lost", answers: DebriefAnswers): DebriefAnswers {
  const lost = outcome === "lost";
  return {
    ...answers,
    lossKind: lost ? answers.lossKind : null,
    cleanLoss: lost && answers.cleanLoss,
    checkUpOn: lost ? answers.checkUpOn : null,
    reasons: [...new Map(answers.reasons.map((chosen) => [chosen.reasonId, chosen])).values()],
    missedStepIds: [...new Set(answers.missedStepIds)],
    commitments: [...new Map(answers.commitments.map((planned) => [planned.id, planned])).values()],
  };
}

export const noAnswers: DebriefAnswers = {
  lossKind: null,
  competitor: "",
  reasons: [],
  missedStepIds: [],
  cleanLoss: false,
  ownPart: "",
  turningPointAt: null,
  turningPointNote: "",
  whatWorked: "",
  doDifferently: "",
  commitments: [],
  checkUpOn: null,
};

/** The answers as far as they are shared: without anybody's own words, or none at all. */
export function sharedAnswers(answers: DebriefAnswers, shared: DebriefsShare): DebriefAnswers {
  if (shared === "everything") return answers;
  if (shared === "nothing") return noAnswers;
  return {
    ...answers,
    reasons: answers.reasons.map((reason) => ({ ...reason, note: "" })),
    ...{ ownPart: "", turningPointNote: "", whatWorked: "", doDifferently: "", commitments: [] },
  };
}

/** Steps that need a look first: missed, late, then the rest in the process's order. */
export function worstStepsFirst(steps: readonly StepStanding[]): StepStanding[] {
  const rank = (step: StepStanding) => (step.state === "missed" ? 0 : step.state === "late" ? 1 : 2);
  return [...steps].sort((one, other) => rank(one) - rank(other));
}

const competitorWords = /\bcompetit|\bchose (?:an)?other\b|\bwent with\b|\bincumbent\b/i;
const noDecisionWords =
  /\bno[- ]?decision|\bno[- ]?(?:response|answer)|non[- ]?responsive|unresponsive|\bghost|\bon hold\b|\bpostpon|\btiming\b|\bnot now\b|\bwent (?:dark|quiet|silent)\b|\bno budget\b|\blost funding\b|\bproject (?:cancel|stopp)/i;
const disqualifiedWords =
  /disqualif|un-?qualified|\bnot qualified\b|\b(?:not a|bad|poor|no) fit\b|\bduplicate|\bspam\b/i;

/** How they lost us, when the CRM says it plainly; two contradicting hints are no hint. */
export function likelyLossKind(deal: {
  lossKind: LossKind | null;
  competitor: string | null;
  crmReason: string | null;
}): LossKind | null {
  if (deal.lossKind !== null && deal.lossKind !== "unknown") return deal.lossKind;
  const said = deal.crmReason ?? "";
  const hints: LossKind[] = [];
  if (deal.competitor?.trim() || competitorWords.test(said)) hints.push("competitor");
  if (noDecisionWords.test(said)) hints.push("no-decision");
  if (disqualifiedWords.test(said)) hints.push("disqualified");
  return hints.length === 1 && hints[0] ? hints[0] : null;
}

/** The reasons that follow from the steps missed on this deal, and the one the CRM names, if it names one of ours. */
export function likelyReasons(
  outcome: "won" | "lost",
  steps: readonly StepStanding[],
  crmReason: string | null,
  reasons: readonly ReasonShape[],
): ReasonShape[] {
  if (outcome === "won") return [];
  const ours = reasons.filter((reason) => reason.appliesTo === outcome && !reason.archived);
  const missed = new Set(steps.filter((step) => step.state === "missed").map((step) => step.stepId));
  const named = sameWords(crmReason ?? "");
  const byName = named === "" ? [] : ours.filter((reason) => sameWords(reason.name) === named);
  return ours.filter((reason) => (reason.stepId !== null && missed.has(reason.stepId)) || byName.includes(reason));
}

/**
 * Which flag and repair a promise should be about: those of the reason most in our hands, else of a flag that stood up
 * just before the close. None is proposed without a repair.
 */
export function likelyPromise(
  reasons: readonly ReasonShape[],
  flagsBeforeClose: readonly FlagReading[],
  repairs: readonly RepairShape[],
): { flagId: string; repairId: string; wording: string } | null {
  const inOurHands = { ours: 0, shared: 1, theirs: 2 };
  const fromReasons = [...reasons]
    .sort((one, other) => inOurHands[one.control] - inOurHands[other.control])
    .flatMap(({ flagId, flagName }) => (flagId !== null && flagName !== null ? [{ flagId, name: flagName }] : []));
  const fromFlags = flagsBeforeClose
    .filter((flag) => flag.kind === "up")
    .sort((one, other) => Number(other.level === "bad") - Number(one.level === "bad"));
  for (const { flagId, name } of [...fromReasons, ...fromFlags]) {
    const repair = repairsOf(flagId, repairs)[0];
    if (repair) return { flagId, repairId: repair.id, wording: promiseWording(name, repair.name) };
  }
  return null;
}

/** Two weeks of silence after the last sign of life, with our messages unanswered, is a turn; less is a holiday. */
const silenceDays = 14;
const unansweredMessages = 2;

/**
 * Where the almost-yes became a no, if the record shows it: the last time the deal moved back a stage, else the last sign
 * of life before a silence that our messages did not end. Without either there is no suggestion.
 */
export function likelyTurningPoint(
  record: DealRecord,
  pipelines: readonly PipelineShape[],
  { closedAt, timeZone }: { closedAt: Instant; timeZone: string },
): { at: Instant; note: string } | null {
  return lastStepBack(record, pipelines) ?? silenceBefore(record, closedAt, timeZone);
}

function lastStepBack(record: DealRecord, pipelines: readonly PipelineShape[]): { at: Instant; note: string } | null {
  const stages = pipelines.find((pipeline) => pipeline.id === record.pipelineId)?.stages ?? [];
  const stageOf = new Map(stages.filter((stage) => stage.type === "open").map((stage) => [stage.id, stage]));
  const moves = record.stageChanges.flatMap(({ stageId, enteredAt }) => {
    const stage = stageOf.get(stageId);
    return stage ? [{ stage, enteredAt }] : [];
  });
  for (let place = moves.length - 1; place > 0; place -= 1) {
    const [before, after] = [moves[place - 1], moves[place]];
    if (before && after && after.stage.position < before.stage.position)
      return { at: after.enteredAt, note: `It moved back from ${before.stage.name} to ${after.stage.name}.` };
  }
  return null;
}

function silenceBefore(record: DealRecord, closedAt: Instant, timeZone: string): { at: Instant; note: string } | null {
  const talks = record.activities.filter((activity) => activity.kind !== "note" && activity.happenedAt < closedAt);
  const lastSign = talks.findLastIndex(
    (activity) => activity.direction === "incoming" || activity.answered === true || activity.kind === "meeting",
  );
  const sign = talks[lastSign];
  const unanswered = talks.length - 1 - lastSign;
  if (!sign || unanswered < unansweredMessages || closedAt - sign.happenedAt < silenceDays * dayMs) return null;
  const day = dayInWords(dayOf(sign.happenedAt, timeZone));
  return {
    at: sign.happenedAt,
    note: `They last answered on ${day}; ${unanswered} messages of ours since then had no answer.`,
  };
}

/** "Price / budget" and "price budget" are the same words. */
export function sameWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
