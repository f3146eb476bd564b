import type { BlockAims, CallConversion } from "../contract.ts";

/** Six tenths of a block for calls, seven minutes each with finding the number and writing down what was said. */
const shareForCalls = 0.6;
const minutesACall = 7;
/** Asking somebody who knows us takes about a quarter of an hour with what it leads to; who is met at events, half an hour and the way. */
const minutesAReferral = 45;
const minutesANetworking = 60;

/** How many calls fit into a block beside the rest. */
export const callsThatFit = (minutes: number): number => Math.floor((minutes * shareForCalls) / minutesACall);

/**
 * What to aim for in a block of so many minutes: as many calls as give a meeting by one's own conversion, or several
 * times that if they fit; never more than fit. Where too few calls are known, as many as fit: a plain usual aim.
 */
export function aimsFor(minutes: number, conversion: CallConversion): BlockAims {
  const fit = callsThatFit(minutes);
  const forOne = conversion.kind === "known" ? conversion.callsForOne : fit;
  return {
    referrals: Math.round(minutes / minutesAReferral),
    calls: forOne >= fit ? fit : forOne * Math.floor(fit / forOne),
    networking: Math.floor(minutes / minutesANetworking),
  };
}
