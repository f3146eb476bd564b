import { addDays, type Day, dayOf, type Instant, startOfDay } from "../../../platform/dates.ts";
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
const daysOfQuarters = new Map<string, Map<number, Day>>();
const mostKept = 50_000;
const quarterMs = 900_000;

// A pipeline check asks for the same days again and again, and asking the calendar is its slowest part.
function kept<Key, Value>(answers: Map<Key, Value>, key: Key, answer: () => Value): Value {
  const found = answers.get(key);
  if (found !== undefined) return found;
  if (answers.size >= mostKept) answers.clear();
  const value = answer();
  answers.set(key, value);
  return value;
}

/** The first instant of a day. */
export function beginOf(day: Day, timeZone: string): Instant {
  return kept(dayStarts, `${day} ${timeZone}`, () => startOfDay(day, timeZone));
}

/** The calendar day of an instant. */
export function dayAt(at: Instant, timeZone: string): Day {
  // Since 1973 every clock on earth is a whole number of quarter hours off UTC, so no day begins within one.
  if (at < yearOfWholeQuarters) return dayOf(at, timeZone);
  const quarters = kept(daysOfQuarters, timeZone, () => new Map<number, Day>());
  return kept(quarters, Math.floor(at / quarterMs), () => dayOf(at, timeZone));
}
const yearOfWholeQuarters = Date.UTC(1973, 0, 1);

/** The beginning of the day that lies this many days after the day of an instant. */
export function beginAfterDays(at: Instant, days: number, timeZone: string): Instant {
  return beginOf(addDays(dayAt(at, timeZone), days), timeZone);
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
