import { implement } from "@orpc/server";
import { z } from "zod";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../platform/http/paging.ts";
import { layOutMail } from "../../platform/mail/lay-out-mail.ts";
import { isLetter } from "../../platform/mail/mail-content.ts";
import { Refusal } from "../../platform/refusal.ts";
import { maySeeDelivery } from "./access.ts";
import { mailContract } from "./contract.ts";
import { sendAgain, sendKept } from "./send-again.ts";
import { sendTest } from "./send-test.ts";
import { countUnsent, findMail, listMails } from "./store.ts";

const place = z.strictObject({ madeAt: z.iso.datetime(), id: z.uuid() });

/** `from`: whom mails come from; null where no mail server is set. */
export function createMailApi({ from, publicUrl }: { from: string | null; publicUrl: string }) {
  const api = implement(mailContract).$context<RequestContext>().use(refusals).use(requireSession);
  const sending = { sends: from !== null };
  return api.router({
    showDelivery: api.showDelivery.handler(async ({ context: { db, session } }) => {
      const { mine, team, trouble } = await countUnsent(db, session.workspace, session.memberId);
      const seesAll = maySeeDelivery(session);
      return {
        sends: sending.sends,
        set: seesAll ? { from, linksTo: publicUrl } : null,
        mine,
        team: seesAll ? team : null,
        trouble: seesAll || mine.waiting > 0 ? trouble : null,
      };
    }),
    listMails: api.listMails.handler(async ({ context: { db, session }, input }) => {
      if (input.of === "team" && !maySeeDelivery(session)) throw new Refusal("NOT_ALLOWED");
      const after = input.after ? decodePlace(input.after, place) : null;
      const page = { of: input.of, after, limit: input.limit + 1 };
      const rows = await listMails(db, session.workspace, session.memberId, page);
      return pageFrom(rows, input.limit, ({ madeAt, id }) => ({ madeAt, id }));
    }),
    showMail: api.showMail.handler(async ({ context: { db, session }, input }) => {
      const mail = await findMail(db, session.workspace, session.memberId, input.id);
      if (!mail?.shown.isMine || isLetter(mail.content)) throw new Refusal("NOT_FOUND");
      const settings = `${publicUrl}/settings/mail`;
      const { text } = layOutMail(mail.content, { publicUrl, settings, unsubscribe: settings });
      return { mail: mail.shown, text };
    }),
    sendAgain: api.sendAgain.handler(({ context, input }) => sendAgain(context, sending, input.id)),
    sendKept: api.sendKept.handler(({ context }) => sendKept(context, sending)),
    sendTest: api.sendTest.handler(({ context, input }) => sendTest(context, input.id)),
  });
}
