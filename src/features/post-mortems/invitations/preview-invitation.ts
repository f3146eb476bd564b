import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { inCallingOrder } from "../../check-ups/brief/rules.ts";
import { listContactsOn } from "../../deals/list-contacts-on.ts";
import { listDealRecords } from "../../deals/record/store.ts";
import { findMember, findWorkspace } from "../../team/store.ts";
import { findWorkingCalendar } from "../../team/working-calendar/store.ts";
import { mayWritePostMortem } from "../access.ts";
import { findVisiblePostMortem } from "../conversations/find-own-post-mortem.ts";
import type { FormLanguage, InvitationKind } from "./contract.ts";
import { hashAddress } from "./hash-address.ts";
import { closesAt, isReachableOutside, languageOf, reminderTimes } from "./rules.ts";
import { isOptedOut } from "./store.ts";
import { proposeLetter, wordFoot } from "./word-letters.ts";

/** How mail leaves this program, and where its links lead. */
export type Sending = { sends: boolean; publicUrl: string };
type Asked = {
  postMortemId: string;
  kind: InvitationKind;
  contactId?: string | undefined;
  language?: FormLanguage | undefined;
};

/** What an invitation would say to whom, for whoever may send it; nothing is written. */
export async function previewInvitation({ db, session, now }: Acting, { sends, publicUrl }: Sending, asked: Asked) {
  const { workspace, memberId, memberName, timeZone } = session;
  const { postMortem, visible } = await findVisiblePostMortem(db, session, asked.postMortemId);
  if (!mayWritePostMortem(session, visible, postMortem)) throw new Refusal("NOT_ALLOWED");
  const [record] = await listDealRecords(db, workspace, [postMortem.dealId]);
  const contacts = record ? inCallingOrder(await listContactsOn(db, workspace, record)) : [];
  const wanted = asked.contactId ?? postMortem.contactId;
  const chosen =
    contacts.find(({ contactId }) => contactId === wanted) ?? contacts.find(({ email }) => email) ?? contacts[0];
  const email = chosen?.email ?? null;
  const { name: companyName } = await findWorkspace(db, workspace);
  const asker = await findMember(db, workspace, memberId);
  const language = asked.language ?? languageOf(email);
  const about = { language, kind: asked.kind, companyName };
  return {
    contacts: contacts.map(({ contactId, name, jobTitle, email }) => ({ contactId, name, jobTitle, email })),
    contactId: chosen?.contactId ?? null,
    readerName: chosen?.name ?? "",
    email,
    optedOut: email !== null && (await isOptedOut(db, workspace, await hashAddress(db, workspace, email))),
    language,
    ...proposeLetter({
      ...about,
      readerName: chosen?.name ?? "",
      askerName: memberName,
      decidedOn: dayOf(postMortem.closedAt.getTime(), timeZone),
      closesOn: dayOf(closesAt(now), timeZone),
    }),
    ...wordFoot(about),
    remindAt: reminderTimes(now, timeZone, await findWorkingCalendar(db, workspace)).map((at) =>
      new Date(at).toISOString(),
    ),
    closesAt: new Date(closesAt(now)).toISOString(),
    sends,
    replyTo: asker?.email ?? null,
    linksTo: publicUrl,
    isReachable: isReachableOutside(publicUrl),
  };
}
