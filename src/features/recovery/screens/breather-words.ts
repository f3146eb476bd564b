import { dayOf, daysBetween, type Reader, todayOf } from "../../../ui/words.ts";
import type { BreatherChoice, BreatherShape } from "../breathers/contract.ts";

/** When somebody is back, on their own clock and as one agrees on it: "20 minutes", "This afternoon, 14:00", "Monday morning". */
export function breatherWords({ length, backAt, timeZone }: BreatherChoice, { locale, now }: Reader): string {
  const reader = { locale, now, timeZone };
  switch (length) {
    case "20-minutes":
      return "20 minutes";
    case "an-hour":
      return "An hour";
    case "this-afternoon":
      return `This afternoon, ${clockTime(backAt, reader)}`;
    case "next-morning":
      return `${morningWords(backAt, reader)}, ${clockTime(backAt, reader)}`;
  }
}

function morningWords(backAt: string, reader: Reader): string {
  const day = dayOf(backAt, reader.timeZone);
  const ahead = daysBetween(todayOf(reader), day);
  if (ahead === 0) return "This morning";
  if (ahead === 1) return "Tomorrow morning";
  const weekday = new Intl.DateTimeFormat("en", { timeZone: "UTC", weekday: "long" });
  return `${weekday.format(new Date(`${day}T00:00:00Z`))} morning`;
}

/** "at 14:20" today, "tomorrow at 9:00", "on Monday at 9:00". */
export function backWords(
  { backAt, timeZone }: Pick<BreatherShape, "backAt" | "timeZone">,
  { locale, now }: Reader,
): string {
  const reader = { locale, now, timeZone };
  const day = dayOf(backAt, reader.timeZone);
  const ahead = daysBetween(todayOf(reader), day);
  const at = `at ${clockTime(backAt, reader)}`;
  if (ahead === 0) return at;
  if (ahead === 1) return `tomorrow ${at}`;
  const weekday = new Intl.DateTimeFormat("en", { timeZone: "UTC", weekday: "long" });
  return `on ${weekday.format(new Date(`${day}T00:00:00Z`))} ${at}`;
}

function clockTime(instant: string, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" }).format(new Date(instant));
}
