import { countWords, dayWords, numberWords, percentWords, type Reader } from "../../../../ui/words.ts";
import type { EarlyLossesTold, EarlyLossRow, ToldApartBy } from "../contract.ts";

export const kindsInWords: Record<ToldApartBy, { heading: string; title: string; none: string }> = {
  persona: { heading: "Persona", title: "By persona", none: "No deal of this period has a persona." },
  segment: { heading: "Segment", title: "By segment", none: "No deal of this period has a segment." },
  source: { heading: "Source", title: "By source", none: "No deal of this period has a source." },
  campaign: { heading: "Campaign", title: "By campaign", none: "No deal of this period has a campaign." },
  message: { heading: "Message", title: "By message", none: "No deal of this period has a message." },
};

export const nameOf = ({ by, name }: Pick<EarlyLossRow, "by" | "name">): string =>
  by === "message" ? `“${name}”` : name;

/** "Deals from Fair": whose they are, to begin a sentence with. */
export function dealsOf(row: Pick<EarlyLossRow, "by" | "name">): string {
  switch (row.by) {
    case "persona":
    case "campaign":
      return `Deals of ${row.name}`;
    case "segment":
      return `${row.name} deals`;
    case "source":
      return `Deals from ${row.name}`;
    case "message":
      return `Deals told ${nameOf(row)}`;
  }
}

const standing = (rows: readonly EarlyLossRow[]) =>
  rows.flatMap((row) => (row.difference.kind === "known" && row.difference.stands ? [{ row, ...row.difference }] : []));

const pointsWords = (value: number, reader: Reader): string =>
  countWords(Math.round(Math.abs(value) * 100), "point", "points", reader);

/** The finding above the whole screen. */
export function headEarlyLosses({ apart, looked }: Pick<EarlyLossesTold, "apart" | "looked">, reader: Reader): string {
  const found = standing(apart.flatMap(({ rows }) => rows));
  const [worst] = found.filter(({ value }) => value > 0).sort((one, other) => other.value - one.value);
  if (worst)
    return `${dealsOf(worst.row)} are lost early ${pointsWords(worst.value, reader)} more often than the others`;
  if (looked === 0) return "Too few early losses and wins to tell apart whom we lose early";
  if (found.length > 0) return "Nothing is lost early more often than the others; some of it less often";
  return "Nothing is lost early more often than the rest";
}

/** The finding of one part: of its sources, its personas. */
export function headPart(by: ToldApartBy, rows: readonly EarlyLossRow[]): string {
  const found = standing(rows);
  const names = (some: typeof found) => some.map(({ row }) => nameOf(row)).join(", ");
  const [more, less] = [found.filter(({ value }) => value > 0), found.filter(({ value }) => value < 0)];
  const said = [
    ...(more.length > 0 ? [`Lost early more often: ${names(more)}`] : []),
    ...(less.length > 0 ? [`Lost early less often: ${names(less)}`] : []),
  ];
  if (said.length > 0) return said.join(". ");
  return rows.some(({ difference }) => difference.kind === "known")
    ? `No ${kindsInWords[by].heading.toLowerCase()} differs from the others by more than chance brings`
    : `Too few deals to tell one ${kindsInWords[by].heading.toLowerCase()} from the others`;
}

export function countsWords({ early, won, share }: EarlyLossRow, reader: Reader): string {
  const counts = `${numberWords(early, reader)} lost early, ${numberWords(won, reader)} won`;
  return share.kind === "known" ? `${counts}: ${percentWords(share.value, reader)} lost early` : counts;
}

const listWords = (names: readonly string[], last: string): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

/** What was held against what. */
export function leadEarlyLosses({ period, early, won, stages }: EarlyLossesTold, reader: Reader): string {
  const used = stages.filter(({ names }) => names.length > 0);
  const [only] = used;
  const where =
    used.length === 1 && only ? `lost in ${listWords(only.names, "or")}` : "lost in the first stages of their pipeline";
  return `${dayWords(period.from, reader)} to ${dayWords(period.until, reader)}: ${countWords(early, "deal", "deals", reader)} ${where}, compared with ${countWords(won, "win", "wins", reader)}.`;
}
