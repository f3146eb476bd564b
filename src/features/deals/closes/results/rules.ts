import { dayMs, type Instant } from "../../../../platform/dates.ts";

/** One result of a person's, in the order of closing; `dayOnly`: nobody knows the time of that day. */
export type Result = { dealId: string; won: boolean; closedAt: Instant; dayOnly: boolean };

/** A close as it was recorded; `undoneAt`: when the deal was opened again. */
export type RecordedClose = Result & { undoneAt: Instant | null };

/** What is undone within a week was a correction; what stood longer was a result, as it is when a lost customer is won back. */
const correctionMs = 7 * dayMs;
/** Opened and closed again with the same outcome within a day: the same result, touched up. */
const touchUpMs = dayMs;

/**
 * The results among closes that come in order. A deal that was opened again has a result for each close that stood: a loss
 * that was won back a year later was a loss then and is a win now.
 */
export function resultsOf<Recorded extends RecordedClose>(closes: readonly Recorded[]): Recorded[] {
  const openEnds = new Map<string, { place: number; won: boolean; undoneAt: Instant | null }>();
  const undone = closes.map(({ undoneAt }) => undoneAt);
  const same = new Set<number>();
  closes.forEach(({ dealId, won, closedAt, undoneAt }, place) => {
    const before = openEnds.get(dealId);
    if (before && before.won === won && before.undoneAt !== null && Math.abs(closedAt - before.undoneAt) < touchUpMs) {
      same.add(place);
      undone[before.place] = undoneAt;
      openEnds.set(dealId, { ...before, undoneAt });
    } else openEnds.set(dealId, { place, won, undoneAt });
  });
  return closes.filter(({ closedAt }, place) => {
    const until = undone[place] ?? null;
    return !same.has(place) && (until === null || until - closedAt >= correctionMs);
  });
}

/** How many losses in a row a person's results end with; with a win as the last, none. */
export function losingRun(results: readonly Pick<Result, "won">[]): number {
  return results.length - 1 - results.findLastIndex(({ won }) => won);
}

/**
 * Which loss in a row a deal's is, counted within the run that goes on now: 2 for the second. Null where the deal stands
 * outside of it: a win came after it, or its close was made in bulk and has no place in any order.
 */
export function placeInRun(results: readonly Pick<Result, "won" | "dealId">[], dealId: string): number | null {
  const run = results.slice(results.length - losingRun(results));
  const place = run.findLastIndex((result) => result.dealId === dealId);
  return place === -1 ? null : place + 1;
}
