import { z } from "zod";
import { enqueue, type JobHandlers } from "../../platform/jobs.ts";
import { writeReminders } from "./write-reminders.ts";

/** A crowd is shared by as many jobs. */
const shares = 2;
const payloadShape = z.object({ part: z.number().int().min(0).optional() });
/** The job is about every team's reminders; it has no workspace of its own. */
const nobodys = "00000000-0000-0000-0000-000000000000";

export const remindersJobs = {
  /** Something may be due: it is looked every minute. */
  "write-reminders": async (payload, { db, now, signal, log }) => {
    const { part } = payloadShape.parse(payload);
    const share = part === undefined ? null : { part, of: shares };
    const { mayBeMore } = await writeReminders({ db, now, signal, log }, share);
    if (!mayBeMore || signal.aborted) return;
    const parts = part === undefined ? Array.from({ length: shares }, (_, each) => each) : [part];
    for (const each of parts) {
      const payload = { workspace: nobodys, part: each };
      await enqueue(db, "write-reminders", payload, { key: `write-reminders ${each}`, attempts: 2 });
    }
  },
} satisfies JobHandlers;

/** What came due while no program ran is found at the first look: nothing needs to be made up for. */
export const remindersCrontab = "* * * * * write-reminders ?max=2";
