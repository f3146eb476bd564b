import { countWords, dayWords, longDayWords, numberWords, type Reader, todayOf } from "../../../../ui/words.ts";
import type { ShareTold } from "../contract.ts";
import type { Funnel } from "../funnel/contract.ts";
import type { Period } from "../rules.ts";
import type { CycleFigures, ReachedTold } from "../times/contract.ts";
import type { WinFigures } from "../win-rate/contract.ts";

export const periodWords = ({ from, until }: Period, reader: Reader): string =>
  `${dayWords(from, reader)} to ${dayWords(until, reader)}`;

/** Where a saved picture's figures come from: "Deals that closed 1 Jul to 22 Aug. Comeback, 23 Aug 2026". */
export const sourceWords = (deals: string, period: Period, reader: Reader): string =>
  `${deals} ${periodWords(period, reader)}. Comeback, ${longDayWords(todayOf(reader), reader)}.`;

const points = (value: number, reader: Reader): string =>
  `${value < 0 ? "−" : "+"}${numberWords(Math.abs(value) * 100, reader)}`;

/** Whether more than chance is between two periods: the whole interval lies on one side of none. */
export const isOneSided = (change: ShareTold): boolean =>
  change.kind === "known" && (change.low > 0 || change.high < 0);

/** "Won 9 points more often than in the other period, likely +2 to +16", or that no difference can be told. */
export function changeWords(change: ShareTold, reader: Reader): string {
  if (change.kind === "too-few") return "Too few deals to hold the two periods against each other";
  const [low, high] = [points(change.low, reader), points(change.high, reader)];
  if (!isOneSided(change)) return `No clear change in the win rate: between ${low} and ${high} points`;
  const range = `${low} to ${high} points`;
  const size = numberWords(Math.abs(change.value) * 100, reader);
  return `Won ${size} points ${change.value < 0 ? "less" : "more"} often than in the other period, likely ${range}`;
}

/** The finding above the whole screen. */
export function headWins({ won, lost }: WinFigures, reader: Reader): string {
  if (won + lost === 0) return "No deal closed in this period";
  return `We won ${numberWords(won, reader)} of ${countWords(won + lost, "deal", "deals", reader)} that closed`;
}

/** "Most lost deals left at Demo: 5 of the 10 that came this far". */
export function headFunnel(
  { stages, name }: Pick<Funnel, "stages" | "name">,
  several: boolean,
  reader: Reader,
): string {
  const where = several ? ` in ${name}` : "";
  const lost = stages.reduce((sum, { left }) => sum + left, 0);
  const worst = stages.toSorted((one, other) => other.left - one.left)[0];
  if (!worst || lost === 0) return `No deal was lost on the way${where}`;
  const counts = `${numberWords(worst.left, reader)} of the ${numberWords(worst.reached, reader)} that came this far`;
  return worst.left * 2 > lost
    ? `Most lost deals left at ${worst.name}${where}: ${counts}`
    : `More lost deals left at ${worst.name} than at any other stage${where}: ${counts}`;
}

export function headCycle({ waiting, deals }: CycleFigures, reader: Reader): string {
  if (waiting.kind === "too-few")
    return `Too few deals began to say how long they take: ${numberWords(deals, reader)} of ${numberWords(waiting.needed, reader)}`;
  return waiting.median.kind === "at"
    ? `Half of the deals that began are decided within ${daysWords(waiting.median, reader)}`
    : `More than half of the deals that began are still open after ${countWords(Math.floor(waiting.median.after), "day", "days", reader)}`;
}

export const daysWords = (reached: ReachedTold, reader: Reader): string =>
  reached.kind === "at"
    ? countWords(Math.round(reached.days), "day", "days", reader)
    : `more than ${countWords(Math.floor(reached.after), "day", "days", reader)}`;

/** Until when anybody was seen: there the curve ends. */
export function lastSeen({ waiting }: CycleFigures): number {
  if (waiting.kind === "too-few") return 0;
  return waiting.median.kind === "not-reached" ? waiting.median.after : Math.max(0, waiting.curve.at(-1)?.days ?? 0);
}

/** The share still open after so many days; null beyond what anybody was seen for. */
export function openAfter(figures: CycleFigures, days: number): number | null {
  const { waiting } = figures;
  if (waiting.kind === "too-few" || days > lastSeen(figures)) return null;
  return waiting.curve.findLast((point) => point.days <= days)?.open ?? 1;
}
