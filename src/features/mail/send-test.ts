import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findMember } from "../team/store.ts";
import { askDelivery } from "./ask-delivery.ts";
import type { MailShape } from "./contract.ts";
import { findMail, insertMails } from "./store.ts";

/** A mail to oneself. Asked for twice under the same id, it is one. */
export async function sendTest({ db, session, now }: Acting, id: string): Promise<MailShape> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const member = await findMember(tx, workspace, memberId);
    if (!member?.email) throw new Refusal("NO_ADDRESS");
    const mail = {
      ...{ workspace, id, memberId, kind: "test" as const, dedupeKey: `test ${id}`, isPrivate: false },
      subject: "Mail from Comeback arrives",
      content: {
        title: "Mail from Comeback arrives",
        lead: "Reminders and the digest will reach you at this address.",
        sections: [],
        action: { label: "Choose what you get", href: "/settings/mail" },
        because: "You get this mail because you asked for it under Settings, Mail.",
      },
    };
    await insertMails(tx, [mail], now);
    await askDelivery(tx);
    const written = await findMail(tx, workspace, memberId, id);
    if (!written || written.memberId !== memberId) throw new Refusal("NOT_FOUND");
    return written.shown;
  });
}
