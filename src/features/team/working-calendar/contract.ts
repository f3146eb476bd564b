import { z } from "zod";
import { day, dayTold, signedIn } from "../contract.ts";

const weekday = z.number().int().min(1).max(7);
/** Monday is 1, Sunday 7, in this order and each once. */
const weekdays = z
  .array(weekday)
  .min(1, "A team works on at least one weekday.")
  .max(7)
  .transform((chosen) => [...new Set(chosen)].sort((one, other) => one - other));

export const holidayShape = z.object({ heldOn: day, name: z.string() });
export type Holiday = z.infer<typeof holidayShape>;

const holidayTold = z.strictObject({ heldOn: dayTold, name: z.string().trim().min(1).max(100) });
/** Two centuries of a country with five holidays a year; beyond that it is no list of holidays. */
export const mostHolidays = 1000;

const clock = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "Give a time of day as 09:00.");
/** From when until when the team works on a working day, by the clock of its time zone. */
const hoursTold = z
  .strictObject({ from: clock, until: clock })
  .refine(({ from, until }) => from < until, "The working day ends later than it begins.");
export type WorkingHours = z.infer<typeof hoursTold>;

const calendarShape = z.object({
  weekdays: z.array(weekday),
  hours: z.object({ from: z.string(), until: z.string() }),
  holidays: z.array(holidayShape),
});
export type CalendarShape = z.infer<typeof calendarShape>;

export const workingCalendarContract = {
  showCalendar: signedIn
    .route({
      method: "GET",
      path: "/working-calendar",
      summary: "On which weekdays and hours the team works, and its holidays",
    })
    .output(calendarShape),
  saveWeekdays: signedIn
    .route({ method: "PUT", path: "/working-calendar/weekdays", summary: "Say on which weekdays the team works" })
    .input(z.strictObject({ weekdays }))
    .output(calendarShape),
  saveHours: signedIn
    .route({
      method: "PUT",
      path: "/working-calendar/hours",
      summary: "Say from when until when the team works on a working day",
    })
    .input(hoursTold)
    .output(calendarShape),
  addHolidays: signedIn
    .route({
      method: "POST",
      path: "/working-calendar/holidays",
      summary: "Add holidays; a day that is on the list takes its new name",
    })
    .errors({
      TOO_MANY_HOLIDAYS: {
        status: 409,
        message: `The list holds at most ${mostHolidays} days. Remove old ones first.`,
      },
    })
    .input(z.strictObject({ holidays: z.array(holidayTold).min(1).max(400) }))
    .output(calendarShape),
  removeHolidays: signedIn
    .route({ method: "POST", path: "/working-calendar/holidays/remove", summary: "Remove holidays" })
    .input(z.strictObject({ days: z.array(dayTold).min(1).max(mostHolidays) }))
    .output(calendarShape),
};
