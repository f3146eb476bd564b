import { z } from "zod";
import { day, id } from "../../team/contract.ts";
import { inMeeting, meetingPractice, ofMeeting } from "../live/contract.ts";

/** Whether a practice applies to an open deal now, as its flag says: never guessed. */
export const applies = z.enum(["yes", "no", "unknown"]);

export const worksheet = z.object({
  practices: z.array(meetingPractice.extend({ appliesWhen: z.string(), how: z.string() })),
  /** My open deals, most money first. */
  deals: z.array(
    z.object({
      id,
      name: z.string(),
      accountName: z.string().nullable(),
      stageName: z.string(),
      amountCents: z.number().int().nullable(),
      currency: z.string().nullable(),
      cells: z.array(
        z.object({
          practiceId: id,
          applies,
          /** What the flag saw, in words; days as YYYY-MM-DD (ui/SayDays says them). */
          evidence: z.string(),
          ticked: z.boolean(),
          /** Of a tick: when it is due, and whether it is done. */
          dueOn: day.nullable(),
          done: z.boolean(),
        }),
      ),
    }),
  ),
  done: z.boolean(),
});
export type Worksheet = z.infer<typeof worksheet>;

export const worksheetContract = {
  showWorksheet: inMeeting
    .route({ method: "GET", path: "/meetings/{id}/worksheet", summary: "My open deals by the meeting's practices" })
    .input(ofMeeting)
    .output(worksheet),
  /**
   * What I ticked: each becomes a task once, however often it is sent. A tick that is taken away drops its task unless that is done
   * already. Cells that are not named stay, and those of deals closed or practices retired meanwhile are left out. `done` says that I am through.
   */
  saveWorksheet: inMeeting
    .route({ method: "PUT", path: "/meetings/{id}/worksheet", summary: "Tick which deals each practice applies to" })
    .errors({
      DEAL_CLOSED: { status: 409, message: "One of these deals has just been closed. Look at the sheet again." },
      NOT_ADOPTED: { status: 409, message: "One of these practices has just been retired. Look at the sheet again." },
      USE_FINISHED: { status: 409, message: "One of these was just done, or taken away. Look at the sheet again." },
      TASK_FINISHED: { status: 409, message: "One of these was just done, or taken away. Look at the sheet again." },
    })
    .input(
      z.strictObject({
        id,
        cells: z.array(z.strictObject({ dealId: id, practiceId: id, ticked: z.boolean() })).max(5_000),
        done: z.boolean(),
      }),
    )
    .output(worksheet),
};
