import type { Instant } from "../../../../platform/dates.ts";

/**
 * How much each closed deal counts, for all those like it that have not had the time to close.
 *
 * Losses come sooner than wins. Of the deals begun last month, those closed by now are mostly losses, and a model that learnt
 * from them as they are would think too little of young deals. A deal that took 80 days can only be known if it began
 * more than 80 days ago: it counts for one over the share of deals of which that is true (Kaplan–Meier of the time
 * watched, so that open deals speak too). Open deals count nothing themselves.
 *
 * Assumes that how long deals take has not changed with time. A weight is never over `most`.
 */
export function closingWeights(
  deals: readonly { startedAt: Instant; closedAt: Instant | null }[],
  until: Instant,
  most = 10,
): Float64Array {
  const watched = deals.map(({ startedAt, closedAt }) => {
    const open = closedAt === null || closedAt > until;
    return { days: Math.max(0, (open ? until : closedAt) - startedAt), open };
  });
  // Of equal times the close comes first: a deal still watched at that moment could have been seen to close.
  const order = Uint32Array.from(watched, (_, index) => index).sort((one, other) => {
    const [a, b] = [watched[one], watched[other]];
    return (a?.days ?? 0) - (b?.days ?? 0) || Number(a?.open ?? false) - Number(b?.open ?? false);
  });
  const weights = new Float64Array(deals.length);
  let stillWatched = 1;
  let left = order.length;
  for (const index of order) {
    if (watched[index]?.open) stillWatched *= 1 - 1 / left;
    else weights[index] = Math.min(most, 1 / stillWatched);
    left--;
  }
  return weights;
}
