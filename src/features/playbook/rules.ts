import { addDays, type Day } from "../../platform/dates.ts";
import { type WorkingCalendar, workingDayFrom } from "../team/working-calendar/rules.ts";

/** A practice without a repair's own time is to be done within a week. */
const dueInDays = 7;
/** A title is read in a list. */
const longestTitle = 120;

/** Within a week of today, on a working day. */
export function applyBy(today: Day, calendar: WorkingCalendar): Day {
  return workingDayFrom(addDays(today, dueInDays), calendar);
}

/**
 * What somebody said, as the beginning of a practice: its first sentence is the title, and the whole stands below as how
 * it is done, unless it is that one sentence.
 */
export function beginningOf(words: string): { title: string; how: string } {
  const said = words.trim().replaceAll(/[ \t]+/g, " ");
  const [line = ""] = said.split("\n");
  const sentence = /^.+?[.!?…](?=\s)/u.exec(line)?.[0] ?? line;
  const title = cutAtWord(sentence, longestTitle).replace(/(?<!\.)\.$/, "");
  const isWhole = title === said || `${title}.` === said;
  return { title, how: isWhole ? "" : said };
}

/** Whether a practice still says it as it was said. */
export function saysAsSaid({ title, how }: { title: string; how: string }, words: string): boolean {
  const begun = beginningOf(words);
  const alike = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
  return alike(title, begun.title) || (begun.how !== "" && alike(how, begun.how));
}

function cutAtWord(text: string, longest: number): string {
  const letters = [...text];
  if (letters.length <= longest) return text.trim();
  const cut = letters.slice(0, longest - 1).join("");
  const atWord = cut.lastIndexOf(" ");
  return `${(atWord > longest / 2 ? cut.slice(0, atWord) : cut).trimEnd()}…`;
}
