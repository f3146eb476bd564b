import { countWords, moneyWords, numberWords, type Reader } from "../../../../ui/words.ts";
import type { CardRow, FitBand, FitRow, IdealCustomer, RowCondition, Scorecard, WonOf } from "../contract.ts";

type Telling = Pick<Reader, "locale">;
/** The money's currency is the workspace's. */
type Wording = { reader: Telling; currency: string };

export const inHundred = (share: number): number => Math.round(share * 100);

/** "Referral", or "120 or more". */
export function valueWords(is: RowCondition, { reader, currency }: Wording): string {
  if (is.kind === "value") return is.value;
  const say = (value: number) => (is.money ? moneyWords(value, currency, reader) : numberWords(value, reader, 2));
  if (is.from === null) return `below ${say(is.below ?? 0)}`;
  return is.below === null ? `${say(is.from)} or more` : `${say(is.from)} to below ${say(is.below)}`;
}

/** "Lead source: Referral". */
export function conditionWords(is: RowCondition, wording: Wording): string {
  return `${is.heading}: ${valueWords(is, wording)}`;
}

/** "+3", "−2", "0". */
export function pointsWords(points: number, reader: Telling): string {
  const number = numberWords(Math.abs(points), reader);
  return points === 0 ? number : `${points > 0 ? "+" : "−"}${number}`;
}

/** "−4 to −1", "1 or more". */
export function bandWords({ from, until }: Pick<FitBand, "from" | "until">, reader: Telling): string {
  const say = (points: number) => pointsWords(points, reader);
  if (from === null && until === null) return "any points";
  if (from === null) return `${say(until ?? 0)} or fewer`;
  if (until === null) return `${say(from)} or more`;
  return from === until ? say(from) : `${say(from)} to ${say(until)}`;
}

export const fitWords: Record<FitBand["fit"], string> = { good: "Good fit", usual: "As usual", poor: "Poor fit" };

/** "250 of 427 won". */
export function wonWords({ won, deals }: Pick<WonOf, "won" | "deals">, reader: Telling): string {
  return `${numberWords(won, reader)} of ${numberWords(deals, reader)}`;
}

/** "59 in 100, likely 54 to 63". */
export function shareWords({ value, low, high }: Pick<WonOf, "value" | "low" | "high">): string {
  return `${inHundred(value)} in 100, likely ${inHundred(low)} to ${inHundred(high)}`;
}

/** What the scorecard says, as the screen's title. */
export function headCard(result: IdealCustomer | null, wording: Wording): string {
  if (result === null) return "Ideal customer";
  if (result.kind === "too-few") return "Too few closed deals for a scorecard";
  if (result.kind === "no-variation") return "Every closed deal ended alike";
  if (result.kind === "nothing") return "Nothing known at the opening tells who buys";
  if (result.kind === "no-better") return "No scorecard tells who buys better than a coin does";
  return headRows(result, wording);
}

/** Most points first; of as many, what is won more often. */
export function inOrder(rows: readonly CardRow[]): CardRow[] {
  return rows.toSorted((one, other) => other.points - one.points || other.shown.value - one.shown.value);
}

function headRows({ rows }: Scorecard, wording: Wording): string {
  const sorted = inOrder(rows);
  const [best, worst] = [sorted[0], sorted.at(-1)];
  const good = best && best.points > 0 ? `${nameOf(best, wording)} fits us best` : null;
  const bad = worst && worst.points < 0 ? `${nameOf(worst, wording)} least` : null;
  if (good && bad) return `${good}, ${bad}`;
  return good ?? (bad ? `${bad.slice(0, -" least".length)} fits us least` : "Ideal customer");
}

const nameOf = ({ is }: CardRow, wording: Wording) =>
  is.kind === "value" ? `“${is.value}”` : conditionWords(is, wording);

/** How many deals more it takes, or why there is no scorecard, in a sentence or two. */
export function whyNone(result: Exclude<IdealCustomer, Scorecard>, reader: Telling): string {
  const closed = `${countWords(result.won, "deal was", "deals were", reader)} won and ${numberWords(result.lost, reader)} lost.`;
  if (result.kind === "too-few") {
    const missing = (count: number) => Math.max(0, result.needed - count);
    const parts = [
      missing(result.won) > 0 && countWords(missing(result.won), "more win", "more wins", reader),
      missing(result.lost) > 0 && countWords(missing(result.lost), "more loss", "more losses", reader),
    ].filter(Boolean);
    return `${closed} A scorecard takes ${numberWords(result.needed, reader)} of each: ${parts.join(" and ")} to go. Until then there is none, because it would be made of chance.`;
  }
  if (result.kind === "no-variation") return `${closed} There is nothing to tell apart.`;
  const looked = `${countWords(result.looked, "thing was", "things were", reader)} held against how deals ended.`;
  if (result.kind === "nothing")
    return result.looked === 0
      ? `${closed} No column that may be used says something different of enough deals and customers.`
      : `${closed} ${looked} None goes with winning or losing more than chance would have it among so many, so there is no scorecard: it would only look like one.`;
  return `${closed} ${looked} Some seemed to matter, but on deals that it had not seen the scorecard gave the won one more points ${inHundred(result.quality.area)} times in 100; a coin would do it 50 times. So nobody gets points.`;
}

/** "It gives the won one of two deals more points 60 times in 100 (58 to 62); a coin would do it 50 times." */
export function qualityWords({ low, area, high }: Scorecard["quality"]): string {
  return `Of two deals, one won and one lost, it gives the won one more points ${inHundred(area)} times in 100 (likely ${inHundred(low)} to ${inHundred(high)}); a coin would do it 50 times. Judged on deals, and on customers, it had not seen.`;
}

/** Whom it names, or why nobody. */
export function neverBuysWords({ lowest, threshold, named }: Scorecard["neverBuys"], reader: Telling): string {
  const limit = `fewer than ${numberWords(threshold * 100, reader, 1)} in 100`;
  if (lowest === null) return "Nobody is named: too few closed deals have the lowest points.";
  const seen = `of ${countWords(lowest.deals, "closed deal", "closed deals", reader)} with ${bandWords({ from: null, until: lowest.until }, reader)} points, ${lowest.won === 0 ? "none was" : lowest.won === 1 ? "1 was" : `${numberWords(lowest.won, reader)} were`} won`;
  const upTo = `up to ${numberWords(lowest.high * 100, reader, 1)} in 100`;
  return named
    ? `Prospects with so few points practically never buy: ${seen}, by scorecards that had not seen them; ${upTo} may be, as far as can be told, which is ${limit}. They are named while they are in the first stages.`
    : `Nobody is named: ${seen}, so that ${upTo} may well be. Named is only of whom ${limit} buy, even at the upper limit.`;
}

/** What says enough by itself is told without its column: "Outbound", but "Public tender: Yes". */
function shortWords(is: RowCondition, wording: Wording): string {
  return is.kind === "value" && is.value.length > 4 ? is.value : conditionWords(is, wording);
}

/** "Outbound −3, Employees: 1,200 or more −2". */
export function whyWords({ applies }: Pick<FitRow, "applies">, wording: Wording): string {
  if (applies.length === 0) return "Nothing of the scorecard applies";
  return applies
    .map(({ is, points }) => `${shortWords(is, wording)} ${pointsWords(points, wording.reader)}`)
    .join(", ");
}
