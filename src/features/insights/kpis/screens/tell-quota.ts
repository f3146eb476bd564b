import { countWords, moneyWords, percentWords, type Reader } from "../../../../ui/words.ts";
import type { Coverage, QuotaFigures, QuotaTold } from "../quota/contract.ts";

type Told = Extract<QuotaTold, { kind: "told" }>;

/** "54% of the quota is won; open deals are likely to bring half of the €46K still needed". */
export function headQuota({ figures, coverage }: Told, reader: Reader): string {
  const sum = figures.total ?? (figures.byCurrency.length === 1 ? figures.byCurrency[0] : undefined);
  if (!sum) return figures.people === 0 ? "No quota lies within this period" : "Quotas in currencies without a rate";
  const whose = figures.people === 1 ? "quota" : `quotas of ${countWords(figures.people, "person", "people", reader)}`;
  const won = `${percentWords(sum.share, reader)} of the ${whose} is won`;
  if (coverage.kind !== "known" || coverage.share === null) return won;
  const left = moneyWords(coverage.left.amountCents, coverage.left.currency, reader, { short: true });
  return `${won}; open deals are likely to bring ${percentWords(coverage.share, reader)} of the ${left} still needed`;
}

/** What the quotas' figures leave out. */
export function quotaNotes(figures: QuotaFigures, reader: Reader): string[] {
  const { wonNoAmount, wonNoRate, quotasWithoutRate, overlapping, reachingBeyond } = figures;
  const people = (count: number) => countWords(count, "person", "people", reader);
  const deals = (count: number) => countWords(count, "won deal", "won deals", reader);
  return [
    ...(reachingBeyond > 0
      ? [
          `${people(reachingBeyond)} ${reachingBeyond === 1 ? "has" : "have"} only quotas that reach beyond the period: they are not cut to size.`,
        ]
      : []),
    ...(overlapping > 0 ? [`Of ${people(overlapping)} quotas overlap each other: they are left out.`] : []),
    ...(quotasWithoutRate > 0
      ? [
          `${countWords(quotasWithoutRate, "quota is", "quotas are", reader)} in a currency without a rate, and in no total.`,
        ]
      : []),
    ...(wonNoAmount > 0
      ? [`${deals(wonNoAmount)} without an amount ${wonNoAmount === 1 ? "counts" : "count"} for nothing.`]
      : []),
    ...(wonNoRate > 0
      ? [`${deals(wonNoRate)} in currencies without a rate ${wonNoRate === 1 ? "counts" : "count"} for nothing.`]
      : []),
  ];
}

/** How far to trust what is likely. */
export function coverageNotes(coverage: Extract<Coverage, { kind: "known" }>, reader: Reader): string[] {
  const { openNoAmount, openNoRate, byWinRate, inTime } = coverage;
  const deals = (count: number) => countWords(count, "open deal", "open deals", reader);
  return [
    "Likely is each deal's amount by its odds and its chance to be won in time; eight of ten such periods lie within the range.",
    ...(byWinRate
      ? [
          `${deals(byWinRate.deals)} without odds of their own count with the team's win rate, ${percentWords(byWinRate.rate, reader)}.`,
        ]
      : []),
    ...(inTime ? [] : ["Too few deals were won to say how long they take: each counts as if it came in time."]),
    ...(openNoAmount > 0
      ? [`${deals(openNoAmount)} without an amount ${openNoAmount === 1 ? "is" : "are"} left out.`]
      : []),
    ...(openNoRate > 0
      ? [`${deals(openNoRate)} in currencies without a rate ${openNoRate === 1 ? "is" : "are"} left out.`]
      : []),
  ];
}
