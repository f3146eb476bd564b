import { countWords, numberWords, percentWords, type Reader } from "../../../ui/words.ts";
import type { RecordShape } from "./record-shape.ts";

type Locale = Pick<Reader, "locale">;
export type Whose = "me" | "team";

/** What the strip shows, in a sentence: where the record stands now. */
export function formWords({ currentRun, won, lost }: RecordShape, whose: Whose, reader: Locale): string {
  const counts = `${numberWords(won, reader)} won, ${numberWords(lost, reader)} lost.`;
  if (!currentRun) return counts;
  const [your, you] = whose === "me" ? ["Your", "you"] : ["The team's", "it"];
  const { outcome, length } = currentRun;
  if (length === 1) return `${counts} ${your} last deal was ${outcome}.`;
  return `${counts} The last ${numberWords(length, reader)} ${you} ${outcome}.`;
}

type AfterLoss = Extract<RecordShape["afterLoss"], { kind: "known" }>;

/** Whether the count says more than chance would, and what else the share may be. */
export function verdictWords({ verdict, rate, low, high }: AfterLoss, whose: Whose, reader: Locale): string {
  const share = `${percentWords(rate, reader)} won, and it may as well be ${percentWords(low, reader)} to ${percentWords(high, reader)}.`;
  const whom = whose === "me" ? "you" : "the team";
  if (verdict === "more")
    return `More often than chance alone would bring: a loss makes ${whom} stronger, or something else does. ${share}`;
  if (verdict === "fewer")
    return `Seldomer than chance alone would bring: worth a look at what is different then. ${share}`;
  return `As chance alone would bring it: a loss changes nothing that could be told so far. ${share}`;
}

/** "2.5 days", "1 day", "less than a day". */
export function daysWords(days: number, reader: Locale): string {
  if (days < 0.95) return days < 0.5 ? "half a day" : "a day";
  const rounded = Number(days.toFixed(days < 10 ? 1 : 0));
  return `${numberWords(rounded, reader, 1)} ${rounded === 1 ? "day" : "days"}`;
}

/** An average as one reads it: one decimal below ten, none above. */
export function decimal(mean: number, reader: Locale): string {
  return numberWords(mean, reader, mean < 10 ? 1 : 0);
}

export function winsWords(mean: number, reader: Locale): string {
  const words = decimal(mean, reader);
  return `${words} ${words === "1" ? "win" : "wins"}`;
}

/** A win rate in tenths, as one says it: "At 4 of 10 won". */
export function tenthsWords(won: number, of: number): string {
  const tenths = Math.round((10 * won) / of);
  if (tenths === 0) return "With fewer than 1 of 10 won";
  if (tenths === 10) return "With more than 9 of 10 won";
  return `At ${tenths} of 10 won`;
}

/** "3 to 7", or "5" when both are the same. */
export function rangeWords(low: number, high: number, reader: Locale): string {
  return low === high ? numberWords(low, reader) : `${numberWords(low, reader)} to ${numberWords(high, reader)}`;
}

export function leftOutWords({ bulkEdited, dayOnly }: RecordShape["leftOut"], reader: Locale): string[] {
  const bulk =
    bulkEdited > 0
      ? [
          `${countWords(bulkEdited, "close is", "closes are", reader)} left out: made together within a minute, or written down afterwards, so they say nothing about order or days.`,
        ]
      : [];
  const days =
    dayOnly > 0
      ? [
          `Of ${countWords(dayOnly, "close", "closes", reader)} only the day is known; deals that closed on one day stand in the order in which they were created.`,
        ]
      : [];
  return [...bulk, ...days];
}
