import { dayMs } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { maySeeDelivery, maySendAgain } from "./access.ts";
import { askDelivery } from "./ask-delivery.ts";
import type { MailShape } from "./contract.ts";
import { keptForDays } from "./rules.ts";
import { findMail, lockMail, updateKeptToWaiting, updateToWaiting } from "./store.ts";

type Sending = { sends: boolean };

/** Sends a mail that was kept, given up or still waits: now, and from its first try on. */
export async function sendAgain({ db, session, now }: Acting, { sends }: Sending, id: string): Promise<MailShape> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const mail = await lockMail(tx, workspace, memberId, id);
    if (!mail || !maySendAgain(session, mail)) throw new Refusal("NOT_FOUND");
    if (mail.shown.state === "sent") throw new Refusal("ALREADY_SENT");
    if (!sends) throw new Refusal("NO_MAIL_SERVER");
    if (mail.shown.state === "sending") return mail.shown;
    await updateToWaiting(tx, workspace, id, now);
    await askDelivery(tx);
    const again = await findMail(tx, workspace, memberId, id);
    if (!again) throw new Refusal("NOT_FOUND");
    return again.shown;
  });
}

/** What was kept lately while there was no mail server. What is older has passed: nobody wants to read it now. */
export async function sendKept({ db, session, now }: Acting, { sends }: Sending): Promise<{ mails: number }> {
  if (!maySeeDelivery(session)) throw new Refusal("NOT_ALLOWED");
  if (!sends) throw new Refusal("NO_MAIL_SERVER");
  return db.transaction().execute(async (tx) => {
    const mails = await updateKeptToWaiting(tx, session.workspace, now - keptForDays * dayMs, now);
    if (mails > 0) await askDelivery(tx);
    return { mails };
  });
}
