import type { IntervalRow } from "../../../ui/Interval.tsx";
import { countWords, moneyWords, numberWords, type Reader } from "../../../ui/words.ts";
import type { Judged } from "../findings/contract.ts";
import { nameFinding, pointsOf } from "../findings/naming/rules.ts";

export const dealsHref = (key: string, shows = true) =>
  `/insights/deals?${new URLSearchParams({ key, ...(shows ? {} : { shows: "false" }) })}`;

/** A finding as a row of the plot: counts first, then points; it opens its deals. */
export function drawFinding(finding: Judged, reader: Reader, mark = ""): IntervalRow {
  const { key, difference, low, high, money } = finding;
  return {
    id: key,
    // A mark never stands alone on a line.
    label: mark ? `${nameFinding(finding)}\u00a0${mark}` : nameFinding(finding),
    href: dealsHref(key),
    estimate: { kind: "known", value: pointsOf(difference), low: pointsOf(low), high: pointsOf(high) },
    count: money ? `${moneyWords(money.amountCents, money.currency, reader, { short: true })} lost` : "",
    detail: countsInWords(finding, reader),
  };
}

/** "607 of 2,221 deals show it; won 198 of 607, others 842 of 1,614". */
export function countsInWords({ shown, notShown }: Pick<Judged, "shown" | "notShown">, reader: Reader): string {
  const number = (value: number) => numberWords(value, reader);
  const all = shown.deals + notShown.deals;
  return `${number(shown.deals)} of ${countWords(all, "deal shows", "deals show", reader)} it; won ${number(shown.won)} of ${number(shown.deals)}, others ${number(notShown.won)} of ${number(notShown.deals)}.`;
}

/** What is folded below a row: "2 more stages", or "1 more" where it is another threshold of the same stage. */
export function unfoldWords(others: readonly Pick<Judged, "value">[], reader: Reader): string {
  const stages = new Set(others.map(({ value }) => value));
  return stages.size === others.length
    ? countWords(others.length, "more stage", "more stages", reader)
    : `${numberWords(others.length, reader)} more`;
}
