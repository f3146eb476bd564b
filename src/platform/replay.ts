import type { Instant } from "./dates.ts";

/** What something showed from an instant on, until the next stretch begins. Before the first, nothing was known. */
export type Stretch = { from: Instant; kind: "up" | "down" | "unknown" };

/** What stood at an instant. Stretches are in order of time. */
export function stateAt(stretches: readonly Stretch[], at: Instant): Stretch["kind"] {
  return stretches[placeAt(stretches, at)]?.kind ?? "unknown";
}

/** Whether it was up at any instant from `from` to `at`, both included. */
export function upSince(stretches: readonly Stretch[], from: Instant, at: Instant): boolean {
  for (let place = placeAt(stretches, at); place >= 0; place--) {
    const stretch = stretches[place];
    if (stretch?.kind === "up") return true;
    if (stretch && stretch.from <= from) return false;
  }
  return false;
}

function placeAt(stretches: readonly Stretch[], at: Instant): number {
  let from = 0;
  let to = stretches.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((stretches[middle]?.from ?? at) <= at) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

/** A fact and when the team came to know it. */
type Known = { knownAt: Instant };
type HappenedAt<Fact> = (fact: Fact) => Instant;

/**
 * When facts became known that had happened before. Without any, whoever reads all facts and counts only what had happened
 * by an instant sees just what was known then.
 */
export function learnedLate<Fact extends Known>(facts: readonly Fact[], happenedAt: HappenedAt<Fact>): Instant[] {
  const instants: Instant[] = [];
  for (const fact of facts) if (fact.knownAt > happenedAt(fact)) instants.push(fact.knownAt);
  return instants;
}

/** The facts without those that had happened before `at` and were still to become known. */
export function knownBy<Fact extends Known>(facts: readonly Fact[], happenedAt: HappenedAt<Fact>, at: Instant): Fact[] {
  return facts.filter((fact) => fact.knownAt <= Math.max(at, happenedAt(fact)));
}

/**
 * Tells a state at any instant from the facts it was made of, and every instant at which that may change: at least those
 * after `from` and before `until`, where only these are asked for.
 */
export type StateReader = { kindAt: (at: Instant) => Stretch["kind"]; turns: Turns };
export type Turns = (from?: Instant, until?: Instant) => Instant[];

/**
 * A whole life as it looked while it was lived: one reader for each period in which nothing was learned late. `begins` are
 * the beginnings of further periods, in any order; `readerFrom` gets -Infinity for the time before the first of them.
 * From `until` on, nothing is said.
 */
export function replay(
  begins: readonly Instant[],
  readerFrom: (begin: Instant) => StateReader,
  until: Instant = Number.POSITIVE_INFINITY,
): Stretch[] {
  const stretches: Stretch[] = [];
  const periods = [Number.NEGATIVE_INFINITY, ...inOrder(begins.filter((begin) => begin < until))];
  for (const [place, begin] of periods.entries()) {
    const end = periods[place + 1] ?? until;
    const reader = readerFrom(begin);
    if (place > 0) add(stretches, begin, reader.kindAt(begin));
    let last = begin;
    for (const turn of new Float64Array(reader.turns(begin, end)).sort()) {
      if (turn <= last) continue;
      if (turn >= end) break;
      add(stretches, turn, reader.kindAt(turn));
      last = turn;
    }
  }
  if (until < Number.POSITIVE_INFINITY) add(stretches, until, "unknown");
  return stretches;
}

function add(stretches: Stretch[], from: Instant, kind: Stretch["kind"]): void {
  const before = stretches.at(-1)?.kind ?? "unknown";
  if (before !== kind) stretches.push({ from, kind });
}

/** Each instant once, oldest first. */
function inOrder(instants: readonly Instant[]): readonly Instant[] {
  if (instants.length < 2) return instants;
  const sorted = instants.toSorted((one, other) => one - other);
  return sorted.filter((instant, place) => instant !== sorted[place - 1]);
}
