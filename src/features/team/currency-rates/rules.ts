import { type Day, daysBetween } from "../../../platform/dates.ts";
import type { RateShape } from "./contract.ts";

/** A rate holds until the next one, and no longer than this: what a currency was worth years ago is not known today. */
export const rateHoldsDays = 366;

/** What one unit of a currency was worth on a day, in the workspace's own; null where nobody has said. */
export type RateOn = (currency: string, on: Day) => number | null;

export function rateReader(into: string, rates: readonly RateShape[]): RateOn {
  const byCurrency = new Map<string, RateShape[]>();
  for (const rate of rates) {
    const theirs = byCurrency.get(rate.currency);
    if (theirs) theirs.push(rate);
    else byCurrency.set(rate.currency, [rate]);
  }
  for (const theirs of byCurrency.values()) theirs.sort((one, other) => (one.fromOn < other.fromOn ? -1 : 1));
  return (currency, on) => {
    if (currency === into) return 1;
    const rate = byCurrency.get(currency)?.findLast(({ fromOn }) => fromOn <= on);
    return rate && daysBetween(rate.fromOn, on) <= rateHoldsDays ? rate.rate : null;
  };
}

/** How many minor units of one currency one minor unit of another was worth on a day; null where no rate is known. */
export function minorUnitsReader(into: string, rateOn: RateOn): RateOn {
  return (currency, on) => {
    const rate = rateOn(currency, on);
    return rate === null ? null : rate * 10 ** (minorDigitsOf(into) - minorDigitsOf(currency));
  };
}

const digitsKnown = new Map<string, number>();

/** 2 for euros and cents, 0 for yen, 3 for dinars and fils. */
function minorDigitsOf(currency: string): number {
  let digits = digitsKnown.get(currency);
  if (digits === undefined) {
    const { maximumFractionDigits } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    digits = maximumFractionDigits ?? 2;
    digitsKnown.set(currency, digits);
  }
  return digits;
}
