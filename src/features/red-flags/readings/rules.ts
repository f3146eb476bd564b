import type { Instant } from "../../../platform/dates.ts";
import type { Turns } from "../../../platform/replay.ts";
import type { DealRecord } from "../../deals/rules.ts";
import type { SalesProcess } from "../../sales-process/rules.ts";
import type { FlagKind, Thresholds } from "../contract.ts";

export type Level = "warn" | "bad";

/** What a flag shows at one instant. */
export type Shown = { kind: "up"; level: Level } | { kind: "down" | "unknown"; level: null };
/** With the sentence that says why, made only when somebody wants to read it: a replay asks for thousands of states. */
export type Sight = Shown & { evidence: () => string };

export const up = (level: Level, evidence: () => string): Sight => ({ kind: "up", level, evidence });
export const down = (evidence: () => string): Sight => ({ kind: "down", level: null, evidence });
export const unknown = (evidence: () => string): Sight => ({ kind: "unknown", level: null, evidence });

/** How long the team's won deals stood in each open stage, by the stage's id. */
export type StageNorms = ReadonlyMap<string, StageNorm>;
export type StageNorm = { wonDeals: number; averageMs: number | null };

/** What a deal is held against. */
export type FlagContext = { process: SalesProcess; norms: StageNorms; timeZone: string };

/** What each kind of flag reads of a deal. Of these facts a replay asks when they became known. */
export const factsRead = {
  "no-decision-maker": ["roles", "stageChanges"],
  "step-missed": ["stageChanges", "stepAnswers"],
  "single-contact": ["roles"],
  "gone-quiet": ["activities", "snoozes"],
  "no-follow-up": ["activities", "snoozes", "outcomes"],
  "close-date-slipped": ["closeDateChanges"],
  "too-long-in-stage": ["stageChanges", "outcomes"],
  "unanswered-message": ["activities", "roles"],
  "stuck-on-price": ["activities", "stageChanges"],
  attribute: ["attributes", "amountChanges"],
} as const satisfies Record<FlagKind, readonly (keyof DealRecord)[]>;

/** The facts a reader is given: all it may look at. */
export type FactsOf<Kind extends FlagKind> = Pick<DealRecord, "pipelineId" | (typeof factsRead)[Kind][number]>;
export type Limits<Kind extends FlagKind> = Extract<Thresholds, { kind: Kind }>;

/**
 * One flag over the facts of one deal. Given the same facts it can be asked about any instant up to now, and then
 * counts only what had happened by that instant.
 */
export type FlagReader = {
  at: (at: Instant) => Sight;
  /** Every instant at which it may begin to show something else, in any order. */
  turns: Turns;
};

/** The stage changes of a deal up to an instant, and the stage it then stands in. */
export function stageAt({ stageChanges }: Pick<DealRecord, "stageChanges">, at: Instant) {
  return stageChanges.findLast((change) => change.enteredAt <= at);
}

/** How many of these instants, oldest first, have come by `at`. */
export function countBy(instants: readonly Instant[], at: Instant): number {
  let from = 0;
  let to = instants.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((instants[middle] ?? at) <= at) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** "once", "twice", "3 times". */
export function timesInWords(times: number): string {
  return times === 1 ? "once" : times === 2 ? "twice" : `${times} times`;
}

/** "Anna", "Anna and Ben", "Anna, Ben and Cem". */
export function listInWords(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
