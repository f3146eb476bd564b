import { countWords, numberWords, type Reader } from "../../../ui/words.ts";
import type { TrackAtThreshold } from "../track-record/contract.ts";

type Telling = Pick<Reader, "locale">;

/** "Up before 61 of 180 losses and on 22 of 150 wins; 14 open deals show it today." */
export function consequenceWords(
  { reach, falseAlarms, openDealsUp }: Pick<TrackAtThreshold, "reach" | "falseAlarms" | "openDealsUp">,
  reader: Telling,
): string {
  const number = (value: number) => numberWords(value, reader);
  const before = `It was up before ${number(reach.count)} of ${countWords(reach.of, "loss", "losses", reader)}, and on ${number(falseAlarms.count)} of ${countWords(falseAlarms.of, "win", "wins", reader)}`;
  if (openDealsUp === null) return `${before}.`;
  if (openDealsUp === 0) return `${before}; no open deal shows it today.`;
  return `${before}; ${countWords(openDealsUp, "open deal shows", "open deals show", reader)} it today.`;
}

/** "Usually up 12 days before the loss, in the middle half of cases 5 to 21." */
export function daysBeforeWords(
  { median, low, high }: NonNullable<TrackAtThreshold["daysBefore"]>,
  reader: Telling,
): string {
  const whole = (days: number) => numberWords(Math.round(days), reader);
  if (Math.round(median) === 0) return "It usually came up on the last day.";
  return `It came up ${countWords(Math.round(median), "day", "days", reader)} before the loss, the middle one; half of them ${whole(low)} to ${whole(high)}.`;
}
