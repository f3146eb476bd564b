import { addDays, startOfDay } from "../../../../platform/dates.ts";
import { dayOf, daysBetween, type Reader, todayOf } from "../../../../ui/words.ts";
import type { WinAgain } from "../../customer-answers/contract.ts";
import type { PostMortemMode, PostMortemRow } from "../contract.ts";

export const modeWords: { mode: PostMortemMode; name: string; about: string }[] = [
  {
    mode: "manager-and-rep",
    name: "A manager, the seller listens",
    about: "They hear it first hand, and say nothing.",
  },
  { mode: "neutral-colleague", name: "A neutral colleague", about: "Who had no part in it is told more." },
  { mode: "form", name: "By form", about: "They answer in four minutes, when it suits them." },
];

export const winAgainWords: Record<WinAgain, string> = {
  yes: "They see a chance for us",
  maybe: "They see a chance, perhaps",
  no: "They see no chance for us",
};

/** "9 days since the loss", "Lost today". */
export function sinceLossWords({ closedAt }: Pick<PostMortemRow, "closedAt">, reader: Reader): string {
  const days = Math.max(0, daysBetween(dayOf(closedAt, reader.timeZone), todayOf(reader)));
  return days === 0 ? "Lost today" : days === 1 ? "1 day since the loss" : `${days} days since the loss`;
}

const minutesOfDay = 1_440;

/** The instant of a wall-clock time; null while either is missing. Right also on days on which clocks change at night. */
export function instantOf(day: string | null, time: string, timeZone: string): string | null {
  const [hours, minutes] = time.split(":").map(Number);
  if (day === null || hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return null;
  const fromMidnight = minutesOfDay - (hours * 60 + minutes);
  return new Date(startOfDay(addDays(day, 1), timeZone) - fromMidnight * 60_000).toISOString();
}

/** "14:30" of an instant. */
export function clockOf(instant: string, timeZone: string): string {
  const format = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("en-GB", format).format(new Date(instant));
}

/** "14:30", as the region tells time. */
export function timeWords(instant: string, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" }).format(new Date(instant));
}

export const back = { label: "Post-mortems", href: "/team/post-mortems" };
