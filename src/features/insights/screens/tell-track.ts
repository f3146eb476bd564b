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

/** "It typically came up 12 days before the loss, half of the time 5 to 21." */
export function daysBeforeWords(
  { median, low, high }: NonNullable<TrackAtThreshold["daysBefore"]>,
  reader: Telling,
): string {
  const whole = (days: number) => numberWords(Math.round(days), reader);
  if (Math.round(median) === 0) return "It usually came up on the last day.";
  return `It typically came up ${countWords(Math.round(median), "day", "days", reader)} before the loss, half of the time ${whole(low)} to ${whole(high)}.`;
}

type Shares = Pick<TrackAtThreshold, "reach" | "falseAlarms">;

/** Whether it tells losses from wins at all, by whether the intervals part; null where it does. */
export function verdictWords({ reach, falseAlarms }: Shares): string | null {
  if (reach.low > falseAlarms.high) return null;
  if (falseAlarms.low > reach.high)
    return "Up on wins more often; they also live longer, so it has more time to come up.";
  return "Up about as often on wins: too little between them to tell losses by it.";
}
