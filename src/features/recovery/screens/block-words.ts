import {
  countWords,
  dayOf,
  daysBetween,
  longDayWords,
  numberWords,
  type Reader,
  todayOf,
  whenWords,
} from "../../../ui/words.ts";
import type { BlockAims, BlockCounts, BlockShape, CallConversion, NextCall } from "../filling-blocks/contract.ts";
import { instantAt } from "../filling-blocks/proposals/rules.ts";

/** "14:00", as the region tells time. */
export function timeWords(instant: string | number, reader: Reader): string {
  const format = { timeZone: reader.timeZone, hour: "numeric", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(reader.locale, format).format(new Date(instant));
}

/** "today, 14:00 to 16:00", "on Friday, …", "Monday 4 May 2026, …". */
export function timesWords({ startsAt, endsAt }: { startsAt: string; endsAt: string }, reader: Reader): string {
  const day = dayOf(startsAt, reader.timeZone);
  const near = Math.abs(daysBetween(todayOf(reader), day)) < 7;
  const on = near ? whenWords(day, reader) : longDayWords(day, reader);
  return `${on}, ${timeWords(startsAt, reader)} to ${timeWords(endsAt, reader)}`;
}

/** "2 hours", "2½ hours", "1 hour 10 minutes", "40 minutes". */
export function lengthWords(minutes: number, reader: Reader): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  const ofHours = countWords(hours, "hour", "hours", reader);
  const ofMinutes = countWords(rest, "minute", "minutes", reader);
  if (hours === 0) return ofMinutes;
  if (rest === 30) return `${hours}½ hours`;
  return rest === 0 ? ofHours : `${ofHours} ${ofMinutes}`;
}

export const minutesOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }): number =>
  (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000;

/** "3 referrals, 8 calls and 2 networking": what is aimed for; what is not aimed for is left out. */
export function aimsWords({ referrals, calls, networking }: BlockAims, reader: Reader): string {
  const parts = [
    referrals > 0 ? countWords(referrals, "referral", "referrals", reader) : "",
    calls > 0 ? countWords(calls, "call", "calls", reader) : "",
    networking > 0 ? `${numberWords(networking, reader)} networking` : "",
  ];
  return listWords(parts.filter(Boolean)) || "no aims";
}

export function listWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** What one's calls bring, and what that stands on. */
export function conversionWords(conversion: CallConversion, reader: Reader): { finding: string; because: string } {
  if (conversion.kind === "too-few") {
    const { outOf, needed } = conversion;
    return {
      finding: "The calls aimed for are a plain usual number.",
      because: `What calls bring here is too few to say: ${countWords(outOf, "call counts", "calls count", reader)} so far; from ${numberWords(needed, reader)} on it is reckoned.`,
    };
  }
  const { calls, meetings, callsForOne, fewestCallsForOne, mostCallsForOne, from, withinDays } = conversion;
  const number = (value: number) => numberWords(value, reader);
  const you = from === "team" ? "the team" : "you";
  const finding = `${countWords(callsForOne, "call gives", "calls give", reader)} ${you} one meeting.`;
  const range =
    fewestCallsForOne === mostCallsForOne
      ? ""
      : ` It may as well be ${number(fewestCallsForOne)} to ${number(mostCallsForOne)}.`;
  const led = `${number(meetings)} of ${from === "team" ? "the team's" : "your"} ${number(calls)} calls led to a meeting within ${withinDays} days`;
  const drawn = from === "own-with-team" ? ", drawn towards the team's while yours are few" : "";
  const none = from === "team" ? ", as you have none yet" : "";
  return { finding, because: `${led}${drawn}${none}.${range}` };
}

/** What came of a block, in a sentence or two. */
export function resultWords(block: Pick<BlockShape, "counts" | "aims">, reader: Reader): string {
  const { made, talked, meetings } = sumOf(block.counts);
  if (made === 0) return "Nothing was logged in this block.";
  const reached =
    talked === made
      ? `You talked with ${made === 1 ? "the one" : `all ${numberWords(made, reader)}`} you tried`
      : `You tried ${numberWords(made, reader)} and talked with ${talked === 0 ? "none of them" : numberWords(talked, reader)}`;
  if (meetings === 0)
    return talked === 0
      ? `${reached}. Trying is what fills a pipeline.`
      : `${reached}. No meeting yet; some come days later.`;
  return `${reached}, and agreed ${countWords(meetings, "meeting", "meetings", reader)}.`;
}

export function sumOf({ referrals, calls, networking }: BlockCounts) {
  const all = [referrals, calls, networking];
  const sum = (of: (each: BlockCounts["calls"]) => number) => all.reduce((total, each) => total + of(each), 0);
  return { made: sum(({ made }) => made), talked: sum(({ talked }) => talked), meetings: sum((each) => each.meetings) };
}

/** Why somebody is worth a call now. */
export function becauseWords({ because }: Pick<NextCall, "because">, reader: Reader): string {
  switch (because.why) {
    case "won":
      return `Won ${whenWords(dayOf(because.at, reader.timeZone), reader)}. Ask who else has the same problem.`;
    case "check-up":
      return because.dueOn < todayOf(reader)
        ? `Their check-up call was due ${whenWords(because.dueOn, reader)}.`
        : `Their check-up call is due ${whenWords(because.dueOn, reader)}.`;
    case "quiet":
      return because.lastAt === null
        ? "Open, and nothing is logged on it yet."
        : `Open, and quiet for ${quietFor(because.lastAt, reader)}.`;
  }
}

const quietFor = (at: string, reader: Reader) =>
  countWords(daysBetween(dayOf(at, reader.timeZone), todayOf(reader)), "day", "days", reader);

export const kindNames = { referral: "Referral", call: "Call", networking: "Networking" } as const;
export const resultNames = { tried: "Tried", talked: "Talked", meeting: "Meeting agreed" } as const;
/** On a button a thumb wide. */
export const shortResultNames = { ...resultNames, meeting: "Meeting" } as const;

/** "09:30", as a field for a time wants it. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** The instant of a day and a time as typed; null while either is not filled in. */
export function startOf(day: string | null, time: string, timeZone: string): number | null {
  const [hours, minutes] = time.split(":").map(Number);
  if (!day || hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return null;
  return instantAt(day, hours * 60 + minutes, timeZone);
}
