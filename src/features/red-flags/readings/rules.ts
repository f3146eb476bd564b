import { addDays, type Day, dayInWords, dayOf, type Instant, startOfDay } from "../../../platform/dates.ts";
import type { DealRecord } from "../../deals/rules.ts";
import type { SalesProcess } from "../../sales-process/rules.ts";

export type Level = "warn" | "bad";

/** What a flag shows at one instant, and the sentence that says why. */
export type Sight =
  | { kind: "up"; level: Level; evidence: string }
  | { kind: "down" | "unknown"; level: null; evidence: string };

export const up = (level: Level, evidence: string): Sight => ({ kind: "up", level, evidence });
export const down = (evidence: string): Sight => ({ kind: "down", level: null, evidence });
export const unknown = (evidence: string): Sight => ({ kind: "unknown", level: null, evidence });

/** How long the team's won deals stood in each open stage, by the stage's id. */
export type StageNorms = ReadonlyMap<string, StageNorm>;
export type StageNorm = { wonDeals: number; averageMs: number | null };

/** What a deal is held against. */
export type FlagContext = { process: SalesProcess; norms: StageNorms; timeZone: string };

/**
 * One flag over the facts of one deal. Given the same facts it can be asked about any instant up to now, and then
 * counts only what had happened by that instant.
 */
export type FlagReader = {
  at: (at: Instant) => Sight;
  /** Every instant at which it may begin to show something else, in any order. */
  turns: () => Instant[];
};

/** The stage changes of a deal up to an instant, and the stage it then stands in. */
export function stageAt({ stageChanges }: Pick<DealRecord, "stageChanges">, at: Instant) {
  return stageChanges.findLast((change) => change.enteredAt <= at);
}

const dayStarts = new Map<string, Instant>();

/** The first instant of a day. Finding it is slow, and a pipeline check asks for the same days again and again. */
export function beginOf(day: Day, timeZone: string): Instant {
  const key = `${day} ${timeZone}`;
  const found = dayStarts.get(key);
  if (found !== undefined) return found;
  const start = startOfDay(day, timeZone);
  if (dayStarts.size > 50_000) dayStarts.clear();
  dayStarts.set(key, start);
  return start;
}

/** The beginning of the day that lies this many days after the day of an instant. */
export function beginAfterDays(at: Instant, days: number, timeZone: string): Instant {
  return beginOf(addDays(dayOf(at, timeZone), days), timeZone);
}

/** The day of an instant in words, for evidence. */
export function inWords(at: Instant, timeZone: string): string {
  return dayInWords(dayOf(at, timeZone));
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
