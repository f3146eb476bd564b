import { countWords, dayWords, percentWords, type Reader } from "../../../../ui/words.ts";
import type { OverTimeTold, PersonaOverTime, WinsTold } from "../contract.ts";

type Known = Extract<PersonaOverTime["change"], { kind: "known" }>;

const standing = (personas: readonly PersonaOverTime[]) =>
  personas.flatMap(({ name, change }) => (change.kind === "known" && change.stands ? [{ name, change }] : []));

/** The finding above the whole screen. */
export function headOverTime({ personas, looked }: Pick<OverTimeTold, "personas" | "looked">, reader: Reader): string {
  const found = standing(personas);
  const fell = found.filter(({ change }) => change.difference.value < 0);
  const [first] = fell;
  if (first && fell.length === 1) return `${first.name} stopped fitting around ${dayWords(first.change.since, reader)}`;
  if (fell.length > 1)
    return `${countWords(fell.length, "persona", "personas", reader)} stopped fitting: ${fell.map(({ name }) => name).join(", ")}`;
  if (looked === 0) return "Too few deals to say whether a persona stopped fitting";
  return found.length > 0 ? "No persona stopped fitting; some fit better than before" : "No persona stopped fitting";
}

/** Above one persona's own curve. */
export const headChange = (name: string, { difference }: Pick<Known, "difference">): string =>
  difference.value < 0 ? `${name}: won less often than before` : `${name}: won more often than before`;

const rateWords = ({ rate, won, deals }: WinsTold, reader: Reader): string =>
  rate.kind === "known" ? percentWords(rate.value, reader) : `${won} of ${deals}`;

/** "52% won before 12 March 2026, 31% since; the day lies between …": one persona's change in words. */
export function changeWords({ before, after, since, earliest, latest }: Known, reader: Reader): string {
  const day =
    earliest === latest ? "" : ` The day lies between ${dayWords(earliest, reader)} and ${dayWords(latest, reader)}.`;
  return `${rateWords(before, reader)} won before ${dayWords(since, reader)}, ${rateWords(after, reader)} since.${day}`;
}

/** What became of everybody else at the same time: a market that turned is no persona's fault. */
export const othersWords = ({ others }: Known, reader: Reader): string =>
  `The other personas: ${rateWords(others.before, reader)} before, ${rateWords(others.after, reader)} since.`;
