import { addDays, addMonths, type Day } from "../../../platform/dates.ts";
import type { CheckUpShape } from "../contract.ts";
import type { DayOfCalls } from "../month/contract.ts";

/** How the reader's region draws a week. Monday is 1, Sunday 7. */
export type WeekShape = { firstDay: number; weekend: readonly number[] };

const mondayFirst: WeekShape = { firstDay: 1, weekend: [6, 7] };
/** For browsers that do not say: regions of ours that begin their week with Sunday. */
const sundayFirst = /^(?:US|CA|MX|BR|AR|CL|CO|PE|JP|KR|TW|HK|IL|IN|ZA|PH|TH|ID|SG)$/;

/** The week of a locale: in Germany from Monday, in the US from Sunday. */
export function weekShapeOf(locale: string): WeekShape {
  const told = new Intl.Locale(locale);
  const info: unknown =
    "getWeekInfo" in told && typeof told.getWeekInfo === "function"
      ? told.getWeekInfo()
      : "weekInfo" in told
        ? told.weekInfo
        : undefined;
  if (isWeekInfo(info)) return { firstDay: info.firstDay, weekend: info.weekend };
  return sundayFirst.test(told.maximize().region ?? "") ? { ...mondayFirst, firstDay: 7 } : mondayFirst;
}

function isWeekInfo(info: unknown): info is { firstDay: number; weekend: number[] } {
  return (
    typeof info === "object" &&
    info !== null &&
    "firstDay" in info &&
    typeof info.firstDay === "number" &&
    "weekend" in info &&
    Array.isArray(info.weekend)
  );
}

export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The weeks that hold a month (`2026-11`), each of seven days; no week without a day of the month. */
export function weeksOf(month: string, { firstDay }: Pick<WeekShape, "firstDay">): Day[][] {
  const first = `${month}-01`;
  const next = addMonths(first, 1);
  const weeks: Day[][] = [];
  for (let day = addDays(first, -((weekdayOf(first) - firstDay + 7) % 7)); day < next; day = addDays(day, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, place) => addDays(day, place)));
  }
  return weeks;
}

/** A month of an address, if it is one. */
export function monthOf(text: string | null, today: Day): string {
  return text !== null && /^(?:19|2[0-2])\d\d-(?:0[1-9]|1[0-2])$/.test(text) ? text : today.slice(0, 7);
}

export const monthBefore = (month: string, months: number): string => addMonths(`${month}-01`, months).slice(0, 7);

/** Where a key leads from a day: arrows by days and weeks, Home and End along the week, Page Up and Down by months. */
export function dayByKey(key: string, day: Day, { firstDay }: Pick<WeekShape, "firstDay">): Day | null {
  const intoWeek = (weekdayOf(day) - firstDay + 7) % 7;
  const steps: Record<string, () => Day> = {
    ArrowLeft: () => addDays(day, -1),
    ArrowRight: () => addDays(day, 1),
    ArrowUp: () => addDays(day, -7),
    ArrowDown: () => addDays(day, 7),
    Home: () => addDays(day, -intoWeek),
    End: () => addDays(day, 6 - intoWeek),
    PageUp: () => addMonths(day, -1),
    PageDown: () => addMonths(day, 1),
  };
  return steps[key]?.() ?? null;
}

/** The days as they will be once a call was moved: shown before the answer. */
export function withMoved(days: readonly DayOfCalls[], call: CheckUpShape, to: Day): DayOfCalls[] {
  const left = days.flatMap((one): DayOfCalls[] => {
    if (one.day !== call.dueOn) return [one];
    const rows = one.rows.filter(({ id }) => id !== call.id);
    return one.count > 1 ? [{ ...one, count: one.count - 1, rows }] : [];
  });
  const moved = { ...call, dueOn: to };
  const there = left.find(({ day }) => day === to);
  const joined = there
    ? left.map((one) => (one === there ? { ...one, count: one.count + 1, rows: [moved, ...one.rows] } : one))
    : [...left, { day: to, count: 1, rows: [moved] }];
  return joined.sort((one, other) => (one.day < other.day ? -1 : 1));
}
