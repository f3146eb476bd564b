import { z } from "zod";
import { dayMs } from "../../platform/dates.ts";
import type { JobHandlers } from "../../platform/jobs.ts";
import { askDelivery } from "./ask-delivery.ts";
import { deliverMails, type MailSetup } from "./delivery/deliver-mails.ts";
import { rememberedDays } from "./rules.ts";
import { deleteOldMails } from "./store.ts";

/** At once, over all processes: enough to keep a mail server busy, and leave turns to other jobs. */
const lanes = 3;
const payloadShape = z.object({ lane: z.number().int().min(0).default(0) });

export function createMailJobs(setup: MailSetup) {
  return {
    /** Mail is due. */
    "deliver-mails": async (payload, { db, now, signal, log }) => {
      const { lane } = payloadShape.parse(payload);
      const others = async () => {
        for (let other = lane + 1; other < lanes; other += 1) await askDelivery(db, other);
      };
      const { mayBeMore } = await deliverMails({ db, now, signal, log }, setup, others);
      if (mayBeMore && !signal.aborted) await askDelivery(db, lane);
    },
    "forget-old-mails": async (_payload, { db, now, signal }) => {
      const atOnce = 1_000;
      while (!signal.aborted && (await deleteOldMails(db, now - rememberedDays * dayMs, atOnce)) === atOnce);
    },
  } satisfies JobHandlers;
}

/** Every minute: what is to be tried again, and what a program that ended left behind. */
export const mailCrontab = ["* * * * * deliver-mails ?max=2", "41 3 * * * forget-old-mails ?max=2&fill=1d"].join("\n");
