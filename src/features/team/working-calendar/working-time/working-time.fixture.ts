import fc from "fast-check";
import type { Database } from "../../../../platform/database/database.ts";
import type { Instant } from "../../../../platform/dates.ts";
import type { CalendarShape } from "../contract.ts";

export const quarterHourMs = 900_000;

/** Weekdays, hours on the quarter of an hour, and days off near a day. */
export const calendarsNear = (year: number): fc.Arbitrary<CalendarShape> =>
  fc.record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    hours: fc.constantFrom(
      { from: "09:00", until: "17:00" },
      { from: "06:15", until: "14:30" },
      { from: "00:00", until: "24:00" },
    ),
    holidays: fc
      .uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 9 })
      .map((days) => days.map((day) => ({ heldOn: `${year}-03-${String(day).padStart(2, "0")}`, name: "Day off" }))),
  });

export async function keepCalendar(
  db: Database,
  workspace: string,
  { weekdays, hours, holidays }: CalendarShape,
): Promise<void> {
  const kept = { working_weekdays: weekdays, working_from: hours.from, working_until: hours.until };
  await db.updateTable("workspaces").set(kept).where("workspace_id", "=", workspace).execute();
  const rows = holidays.map(({ heldOn, name }) => ({ workspace_id: workspace, held_on: heldOn, name }));
  if (rows.length > 0) await db.insertInto("holidays").values(rows).execute();
}

/** Working minutes between two instants on the quarter of an hour, by looking at a clock every quarter of an hour. */
export function walkedMinutes(
  from: Instant,
  until: Instant,
  { weekdays, hours, holidays }: CalendarShape,
  timeZone: string,
): number {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  let minutes = 0;
  for (let at = from; at < until; at += quarterHourMs) {
    const [day = "", time = ""] = clock.format(at).split(" ");
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
    const isOff = !weekdays.includes(weekday) || holidays.some(({ heldOn }) => heldOn === day);
    if (!isOff && hours.from <= time && time < hours.until) minutes += 15;
  }
  return minutes;
}
