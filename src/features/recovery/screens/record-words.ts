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
export function verdictWords({ verdict, rate, low, high }: AfterLoss, reader: Locale): string {
  const percent = (share: number) => percentWords(share, reader);
  const share = `The win rate then is ${percent(rate)}, give or take: ${percent(low)} to ${percent(high)}.`;
  if (verdict === "more") return `More wins than chance alone brings. ${share}`;
  if (verdict === "fewer")
    return `Fewer wins than chance alone brings; worth a look at what is different then. ${share}`;
  return `Within what chance alone brings: no effect of a loss can be told. ${share}`;
}

/** "2.5 days", "1 day", "12 days". */
export function daysWords(days: number, reader: Locale): string {
  const words = decimal(days, reader);
  return `${words} ${words === "1" ? "day" : "days"}`;
}

/** "1.5 to 4 days", "4 days or more"; null when as read they are one and the same. */
export function daysRangeWords(low: number, high: number | null, reader: Locale): string | null {
  if (high === null) return `${daysWords(low, reader)} or more`;
  const [from, to] = [decimal(low, reader), decimal(high, reader)];
  return from === to ? null : `${from} to ${daysWords(high, reader)}`;
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
