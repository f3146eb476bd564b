import { addDays } from "../../../platform/dates.ts";
import { countWords, dayWords, moneyWords, numberWords, percentWords, type Reader } from "../../../ui/words.ts";
import type { OpenDealInGap, QuotaGap } from "../quota-gap/contract.ts";

export type KnownGap = Extract<QuotaGap, { kind: "quota" }>;
type Money = KnownGap["left"];

export const money = ({ amountCents, currency }: Money, reader: Reader): string =>
  moneyWords(amountCents, currency, reader);
/** As one says it in a forecast: three figures are more than anybody knows. */
export const roughly = ({ amountCents, currency }: Money, reader: Reader): string => {
  const size = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amountCents))) - 1);
  return moneyWords(Math.round(amountCents / size) * size, currency, reader);
};

type Period = { beginsOn: string; endsOn: string };

/** "November 2026", "October to December 2026", "2026", else "3 Oct to 15 Dec". */
export function periodWords({ beginsOn, endsOn }: Period, reader: Reader): string {
  const [year, month, day] = beginsOn.split("-");
  const after = addDays(endsOn, 1);
  const isWhole = day === "01" && after.endsWith("-01");
  const last = addDays(after, -1);
  if (!isWhole || last.slice(0, 4) !== year) return `${dayWords(beginsOn, reader)} to ${dayWords(endsOn, reader)}`;
  if (month === "01" && last.slice(5, 7) === "12") return year ?? "";
  const name = (of: string) =>
    new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" }).format(new Date(`${of}T00:00:00Z`));
  return month === last.slice(5, 7) ? `${name(beginsOn)} ${year}` : `${name(beginsOn)} to ${name(endsOn)} ${year}`;
}

/** The finding: what is left, or that nothing is. */
export function gapTitle({ when, left, quota }: KnownGap, reader: Reader): string {
  const won = money(quota.won.amount, reader);
  if (when === "over")
    return left.amountCents === 0 ? "The quota was reached" : `${won} of ${money(quota.amount, reader)} won`;
  if (left.amountCents === 0) return "The quota is reached";
  return `${money(left, reader)} to go`;
}

/** "In 8 of 10": a probability as one counts it. */
export function tenthsOf(chance: number): string {
  if (chance < 0.01) return "in fewer than 1 of 100";
  if (chance < 0.095) return `in ${Math.round(chance * 100)} of 100`;
  if (chance > 0.95) return "in more than 9 of 10";
  return `in ${Math.round(chance * 10)} of 10`;
}

const whoseWords = {
  own: "your own",
  "own-with-team": "your own, drawn towards the team's while it is little,",
  team: "the team's",
};
const theirWords = {
  own: "their own",
  "own-with-team": "their own, drawn towards the team's while it is little,",
  team: "the team's",
};

/** What the figures stand on, a sentence each. */
export function basisWords(
  { basis: { winRate, size, cycle }, when }: KnownGap,
  mine: boolean,
  reader: Reader,
): string[] {
  const whose = mine ? whoseWords : theirWords;
  const number = (value: number) => numberWords(value, reader);
  const percent = (share: number) => percentWords(share, reader);
  const sentence = (text: string) => text.replace(/^./, (first) => first.toLocaleUpperCase("en"));
  return [
    winRate.kind === "known"
      ? `Win rate: ${percent(winRate.rate)}, ${whose[winRate.from]} ${winRate.from === "team" ? `from ${number(winRate.won)} of ${number(winRate.of)}` : `from ${number(winRate.won)} won of ${number(winRate.of)}`} closed in two years; it may as well be ${percent(winRate.low)} to ${percent(winRate.high)}.`
      : `Win rate: too few to say, ${number(winRate.outOf)} of the ${number(winRate.needed)} closed deals it takes.`,
    size.kind === "known"
      ? `Size of a win: ${roughly(size.middle, reader)} in the middle, ${whose[size.from]}; eight of ten lie between ${roughly(size.low, reader)} and ${roughly(size.high, reader)} (${countWords(size.deals, "win", "wins", reader)}).`
      : `Size of a win: too few to say, ${number(size.outOf)} of the ${number(size.needed)} wins with an amount it takes.`,
    cycle.kind === "known"
      ? `Pace: half of the wins took up to ${countWords(Math.round(cycle.middleDays), "day", "days", reader)}, ${whose[cycle.from]} (${countWords(cycle.wins, "win", "wins", reader)})${when === "over" ? "." : `; of deals begun today that are won, ${percent(cycle.shareInTime)} are won before the period ends.`}`
      : `Pace: too few to say, ${number(cycle.outOf)} of the ${number(cycle.needed)} wins with days it takes; every open deal is counted as if it could close in time.`,
  ].map(sentence);
}

/** How many new deals, large; and what that means. */
export function neededWords(gap: KnownGap, reader: Reader): { figure: string; sentence: string } | null {
  const { needed, left } = gap;
  if (!needed) return null;
  const number = (value: number) => numberWords(value, reader);
  switch (needed.kind) {
    case "none":
      return {
        figure: "None",
        sentence:
          left.amountCents === 0
            ? "What comes now is for the next period."
            : "What is open reaches the quota in eight of ten such periods already.",
      };
    case "too-late":
      return {
        figure: "It is late for new ones",
        sentence:
          "Hardly any deal that begins today is won before the period ends. What is open is what counts now; new ones fill the next period.",
      };
    case "beyond":
      return {
        figure: `More than ${number(needed.most)}`,
        sentence:
          "At this win rate, size and pace new deals alone do not fill it. Talk about the quota, or about larger deals.",
      };
    case "known":
      if (needed.likely === null)
        return {
          figure: `${countWords(needed.even, "new deal", "new deals", reader)} or more`,
          sentence: `Begun today, ${number(needed.even)} beside the open ones reach it as often as not; no number up to 200 makes it likely.`,
        };
      return {
        figure:
          needed.even === needed.likely
            ? countWords(needed.likely, "new deal", "new deals", reader)
            : `${number(needed.even)} to ${countWords(needed.likely, "new deal", "new deals", reader)}`,
        sentence: `Begun today, beside the open ones: with ${number(needed.even)} the quota is reached as often as not, with ${number(needed.likely)} in eight of ten such periods.`,
      };
    case "too-few": {
      const what = {
        "closed-deals": "closed deals",
        "won-deals": "won deals with an amount",
        "wins-with-days": "wins with days",
      };
      return {
        figure: "Too few to say",
        sentence: `${number(needed.outOf)} ${what[needed.of]} so far; from ${number(needed.needed)} on it is reckoned here.`,
      };
    }
  }
}

/** Where a deal's odds come from, and whether it can still come in time. */
export function oddsWords(
  { probability, from, inTime, olderThanWins }: OpenDealInGap,
  mine: boolean,
  reader: Reader,
): string {
  const chance = `${percentWords(probability, reader)}${from === "odds" ? "" : from === "team" ? ", the team's win rate" : mine ? ", your win rate" : ", their win rate"}`;
  if (olderThanWins) return `${chance}; open for longer than any deal that was won, so not counted in time`;
  if (inTime === null) return chance;
  return `${chance}; ${percentWords(inTime, reader)} of such wins come in time`;
}
