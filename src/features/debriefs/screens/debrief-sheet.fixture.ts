import type { ReasonShape, RepairShape } from "../../reasons/contract.ts";
import type { FlagReading } from "../../red-flags/contract.ts";
import type { StepStanding } from "../../sales-process/contract.ts";
import type { DebriefSheet } from "../contract.ts";
import { noAnswers } from "../rules.ts";

export const reason = (id: string, change: Partial<ReasonShape> = {}): ReasonShape => ({
  id,
  key: null,
  name: id,
  appliesTo: "lost",
  roleQuestion: null,
  control: "ours",
  lever: "",
  aboutProduct: false,
  stepId: null,
  stepName: null,
  flagId: null,
  flagName: change.flagId ?? null,
  practices: [],
  archived: false,
  ...change,
});

export const step = (stepId: string, state: StepStanding["state"]): StepStanding => ({
  stepId,
  name: stepId,
  question: "",
  state,
  evidence: `${stepId} is ${state}.`,
  answer: null,
  saidBy: null,
  happenedAt: null,
});

export const flag = (flagId: string, kind: FlagReading["kind"]): FlagReading => ({
  flagId,
  name: flagId,
  kind,
  level: null,
  since: null,
  evidence: "",
});

export const repair = (id: string, flagIds: string[]): RepairShape => ({
  id,
  key: null,
  name: id,
  openingLine: "",
  dueInDays: 1,
  flagIds,
  archived: false,
});

export const chosen = (reasonId: string) => ({ reasonId, productScope: null, note: "" });

/** A lost deal's sheet with only what a test says. */
export const sheetOf = (change: Partial<Omit<DebriefSheet, "deal">> & { status?: "won" | "lost" }): DebriefSheet => {
  const { status = "lost", ...rest } = change;
  return {
    deal: {
      id: "deal",
      name: "Acme: Planner",
      accountId: null,
      accountName: "Acme",
      ownerId: null,
      ownerName: null,
      pipelineId: "pipeline",
      stageId: "stage",
      stageName: status,
      status,
      lossKind: null,
      amount: null,
      createdAt: null,
      expectedCloseOn: null,
      closedAt: "2026-11-20T11:00:00Z",
      debriefed: false,
      snoozedUntil: null,
    },
    debrief: null,
    reasons: [],
    repairs: [],
    steps: [],
    flagsBeforeClose: [],
    timeline: [],
    proposed: noAnswers,
    checkUpBecause: "",
    unheardReasonIds: [],
    competitors: [],
    heldBy: null,
    lossInRow: null,
    ...rest,
  };
};
