import type { Instant } from "../../../platform/dates.ts";
import type { DealRecord } from "../../deals/rules.ts";

/** Something a deal may show while it is open: a red flag, or a step of the process that is missing. */
export type Sign = {
  /** Stays the same from one look at the deals to the next. */
  key: string;
  kind: "flag" | "step";
  id: string;
  name: string;
  /** Judged as it stands when a stage is entered; otherwise by whether it has been up since. */
  standing: boolean;
  /** Says how long a stage lasts already, so that deals in the same week of it cannot differ by much. */
  lasting: boolean;
  /** The stages at which it is judged; null for each. */
  judgedAt: readonly string[] | null;
};

/** Unknown, down or up, and whether it has been up since the deal entered the stage it stands in. */
export const unknownSign = 0;
export const downSign = 1;
export const upSign = 2;
export const hasBeenUp = 4;
/** On an entry: whether it was up at any time during the stage that the deal just left. */
export const wasUpBefore = 8;
/** Whether it has been up at any time since the deal began. */
export const everUp = 16;
/** The bits that say how it stands now. */
export const nowMask = 3;

export type HistoryStage = { id: string; pipelineId: string; name: string };

export type HistoryDeal = {
  id: string;
  status: "won" | "lost" | "open";
  pipelineId: string;
  createdAt: Instant | null;
  closedAt: Instant | null;
  /** As it stood last, in the workspace's currency. */
  amountCents: number | null;
  /** Closed together with many others, so that its instants say nothing. */
  bulkEdit: boolean;
};

/**
 * What could have been seen of every deal while it was open, in columns: one row for each moment a deal could have been
 * looked at, namely as it enters an open stage and every week from there while it stays. Only what was known then.
 */
export type Looks = {
  count: number;
  /** Index into the history's deals. */
  deal: Uint32Array;
  at: Float64Array;
  /** Index into the history's stages; `noStage` where the CRM told no stage. */
  stage: Uint16Array;
  /** Whole weeks since the stage was entered; 0 is the entry. */
  week: Uint16Array;
  /** The amount as known then; -1 where none was. */
  amountCents: Float64Array;
  /** `count` × signs, row by row: the state of each sign. */
  signs: Uint8Array;
};

export type History = { deals: HistoryDeal[]; stages: HistoryStage[]; signs: Sign[]; looks: Looks };

export const noStage = 0xffff;
const weekMs = 7 * 86_400_000;
/** A deal that stands longer is looked at no more: by then it tells more of the CRM than of the buyer. */
const mostWeeks = 104;

/** A stay in an open stage, as far as it was known while it lasted. */
export type Stay = { stageId: string | null; from: Instant; until: Instant };

/**
 * The stays of a deal in its open stages, with the time cut out during which it was closed. An entry counts from when it
 * was known; one that was only assumed says nothing about when. Until the first is known, the deal stands in no stage: what
 * is recorded later must not change what was to be seen by then.
 */
export function staysOf(record: DealRecord, openStages: ReadonlySet<string>, until: Instant): Stay[] {
  const entries = record.stageChanges
    .filter(({ assumedAt }) => !assumedAt)
    .map(({ stageId, enteredAt, knownAt }) => ({ stageId, from: Math.max(enteredAt, knownAt), enteredAt }))
    .sort((one, other) => one.from - other.from || one.enteredAt - other.enteredAt);
  const stays: Stay[] = [];
  if (record.createdAt !== null)
    stays.push({ stageId: null, from: record.createdAt, until: Math.min(until, entries[0]?.from ?? until) });
  let last: { stageId: string; enteredAt: Instant; from: Instant } | undefined;
  const end = (at: Instant) => {
    if (last && openStages.has(last.stageId)) stays.push({ stageId: last.stageId, from: last.from, until: at });
  };
  for (const entry of entries) {
    // News of an earlier stage, told after a later one was known, changes nothing about where the deal stands.
    if (last && (entry.enteredAt < last.enteredAt || entry.stageId === last.stageId)) continue;
    end(entry.from);
    last = entry;
  }
  end(until);
  return stays.flatMap((stay) => cutOut(stay, record.outcomes)).filter(({ from, until }) => from < until);
}

/** What is left of a stay without the time during which the deal was closed. */
function cutOut(stay: Stay, outcomes: DealRecord["outcomes"]): Stay[] {
  let left = [stay];
  for (const { closedAt, reopenedAt } of outcomes) {
    left = left.flatMap((part) => {
      const open = reopenedAt ?? Number.POSITIVE_INFINITY;
      if (closedAt >= part.until || open <= part.from) return [part];
      return [
        { ...part, until: Math.min(part.until, closedAt) },
        { ...part, from: Math.max(part.from, open) },
      ].filter(({ from, until }) => from < until);
    });
  }
  return left;
}

/** The instants at which a deal could have been looked at during a stay. */
export function looksDuring({ from, until }: Stay): Instant[] {
  const instants: Instant[] = [];
  for (let week = 0; week <= mostWeeks && from + week * weekMs < until; week++) instants.push(from + week * weekMs);
  return instants;
}

/** Whole weeks since a stay began. */
export function weekOf(at: Instant, { from }: Stay): number {
  return Math.min(mostWeeks, Math.floor((at - from) / weekMs));
}

/** A column of the CRM that describes deals. */
export type AttributeColumn = {
  heading: string;
  /** Of every CRM: where the deal came from, and what its account is. Else a field that only this CRM has. */
  standard: boolean;
  /** Every different value once. */
  levels: readonly string[];
  /** The place of each deal's value among them, in the order of the history's deals; -1 where nothing is told. */
  codes: Int32Array;
};

/** What a column says of a deal; null where it says nothing. */
export function valueOn({ levels, codes }: Pick<AttributeColumn, "levels" | "codes">, deal: number): string | null {
  return levels[codes[deal] ?? -1] ?? null;
}

/** A column from what it says of each deal. */
export function columnOf(heading: string, standard: boolean, values: readonly (string | null)[]): AttributeColumn {
  const levels: string[] = [];
  const places = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => {
    if (value === null) return -1;
    const place = places.get(value) ?? places.size;
    if (place === levels.length) {
      levels.push(value);
      places.set(value, place);
    }
    return place;
  });
  return { heading, standard, levels, codes };
}

/** The amount known at an instant. */
export function amountAt({ amountChanges }: Pick<DealRecord, "amountChanges">, at: Instant) {
  return amountChanges.findLast(({ knownAt, changedAt }) => knownAt <= at && changedAt <= at);
}
