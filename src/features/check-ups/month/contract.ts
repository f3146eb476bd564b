import { z } from "zod";
import { daysBetween } from "../../../platform/dates.ts";
import { day, dayTold, id, signedIn } from "../../team/contract.ts";
import { checkUpShape } from "../calls/contract.ts";

/** Six weeks are what a month's page can show. */
const mostDays = 42;

export const dayOfCalls = z.object({
  day,
  /** All that wait on this day; `rows` are the first of them. */
  count: z.number().int(),
  rows: z.array(checkUpShape),
});
export type DayOfCalls = z.infer<typeof dayOfCalls>;

export const monthContract = {
  showCalendar: signedIn
    .route({
      method: "GET",
      path: "/check-ups/calendar",
      summary: "Calls that wait, day by day, with the first of each day; at most six weeks",
    })
    .input(
      z
        .strictObject({
          from: dayTold,
          to: dayTold,
          ownerId: id.optional(),
          each: z.coerce.number().int().min(1).max(10).default(3),
        })
        .refine(({ from, to }) => from <= to && daysBetween(from, to) < mostDays, "Ask for 1 to 42 days."),
    )
    .output(z.object({ days: z.array(dayOfCalls) })),
};
