import {
  countWords,
  dayOf,
  daysBetween,
  dayWords,
  longDayWords,
  type Reader,
  todayOf,
  whenWords,
} from "../../../ui/words.ts";
import type { MeetingState, RoundKind, TopicKind } from "../live/contract.ts";
import type { Phase } from "../running/rules.ts";

export const roundNames: Record<RoundKind, string> = {
  alone: "Alone",
  pairs: "In pairs",
  fours: "In your group",
  all: "All together",
};

/** What a round asks of people, for who sits in it. */
export const roundAsks: Record<RoundKind, string> = {
  alone: "What would have saved these deals? Write what comes to mind. Only you see it in this round.",
  pairs: "Show each other what you have. Make two thoughts one, or a third.",
  fours: "Agree on what is worth trying on open deals.",
  all: "Each group tells its best idea. Put words right, together.",
};

export const phaseNames: Record<Exclude<Phase, "round">, string> = {
  planned: "Planned",
  voting: "Vote",
  worksheet: "Worksheets",
  ended: "Ended",
  cancelled: "Called off",
};

export const topicNames: Record<TopicKind, string> = {
  loss: "Loss",
  lesson: "Lesson",
  recommendation: "A customer",
  question: "Question",
};

export const stateNames: Record<MeetingState, string> = {
  planned: "Planned",
  running: "Under way",
  worksheet: "Worksheets are being filled in",
  ended: "Ended",
  cancelled: "Called off",
};

/** "14:00", as the region tells time. */
export function timeWords(instant: string, reader: Reader): string {
  const format = { timeZone: reader.timeZone, hour: "numeric", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(reader.locale, format).format(new Date(instant));
}

/** "Tomorrow, 14:00", "Monday 4 May 2026, 14:00". */
export function whenPlanned(instant: string, reader: Reader): string {
  const day = dayOf(instant, reader.timeZone);
  const isNear = Math.abs(daysBetween(todayOf(reader), day)) < 7;
  const on = isNear ? whenWords(day, reader) : longDayWords(day, reader);
  return `${on.replace(/^on /, "").replace(/^./, (first) => first.toLocaleUpperCase("en"))}, ${timeWords(instant, reader)}`;
}

/** "1 Nov to 30 Nov": the days a meeting looks back on. */
export const periodWords = ({ periodFrom, periodTo }: { periodFrom: string; periodTo: string }, reader: Reader) =>
  `${dayWords(periodFrom, reader)} to ${dayWords(periodTo, reader)}`;

export const peopleWords = (count: number, reader: Reader) => countWords(count, "person", "people", reader);
export const voteWords = (count: number, reader: Reader) => countWords(count, "vote", "votes", reader);
export const dealWords = (count: number, reader: Reader) => countWords(count, "deal", "deals", reader);

/** "Ada, Ben and Cleo". */
export function listWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
