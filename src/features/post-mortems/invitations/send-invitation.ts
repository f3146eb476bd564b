import { randomUUID } from "node:crypto";
import type { Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { isMailbox } from "../../../platform/mail/mail-settings.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { deleteFormLinksOf } from "../../../platform/sign-in/form-links/store.ts";
import { findContact } from "../../deals/contacts/store.ts";
import { askDelivery } from "../../mail/ask-delivery.ts";
import { insertMails } from "../../mail/store.ts";
import { insertAuditEntry } from "../../team/audit/store.ts";
import { findMember, findWorkspace } from "../../team/store.ts";
import { findWorkingCalendar } from "../../team/working-calendar/store.ts";
import { lockPostMortemToWrite } from "../conversations/find-own-post-mortem.ts";
import { deleteBegunAnswers } from "../customer-answers/store.ts";
import type { InvitationInput, InvitationShape } from "./contract.ts";
import { hashAddress } from "./hash-address.ts";
import { closesAt, isWaiting, mostInvitations, paragraphsOf, reminderTimes, whyNotToInvite } from "./rules.ts";
import {
  findInvitation,
  insertInvitation,
  isOptedOut,
  listInvitations,
  type StoredInvitation,
  shapeOf,
  updateToOver,
} from "./store.ts";
import { wordFoot } from "./word-letters.ts";

const refusals = { "left-out": "LEFT_OUT", "open-again": "OPEN_AGAIN", "given-up": "GIVEN_UP" } as const;

/** Invites a customer once, however often it is asked for under the same id. What waited of the same kind ends with it. */
export async function sendInvitation({ db, session, now }: Acting, wanted: InvitationInput): Promise<InvitationShape> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const { postMortem } = await lockPostMortemToWrite(tx, session, wanted.postMortemId);
    const before = await listInvitations(tx, workspace, postMortem.id);
    const same = before.find(({ id }) => id === wanted.id);
    if (same) return shapeOf(same);

    const why = whyNotToInvite(postMortem);
    if (why) throw new Refusal(refusals[why]);
    const isAnswered = postMortem.given.some(({ source }) => source === "form");
    if (wanted.kind === "form" && isAnswered) throw new Refusal("ALREADY_ANSWERED");
    if (before.length >= mostInvitations) throw new Refusal("TOO_MANY_INVITATIONS");
    if (wanted.contactId && !(await findContact(tx, workspace, wanted.contactId))) throw new Refusal("NOT_FOUND");
    const email = await addressOf(tx, workspace, wanted);

    await endEarlier(tx, workspace, wanted, { before, email, postMortemId: postMortem.id, now });
    const sentAt = new Date(now);
    const reminders = reminderTimes(now, session.timeZone, await findWorkingCalendar(tx, workspace));
    const { id, kind, contactId, readerName, language, subject, body } = wanted;
    const made = {
      ...{ id, postMortemId: postMortem.id, kind, contactId, readerName, email, language, subject, body },
      ...{ madeBy: memberId, sentAt, expiresAt: new Date(closesAt(now)) },
      nextReminderAt: email === "" || reminders[0] === undefined ? null : new Date(reminders[0]),
    };
    if (!(await insertInvitation(tx, workspace, made))) throw new Refusal("NOT_FOUND");
    if (email !== "") await writeLetter(tx, session, made, { key: `invitation ${id}`, subject, body, now });
    await insertAuditEntry(tx, workspace, {
      memberId,
      action: kind === "form" ? "invited a customer to answer the form" : "invited a customer to talk",
      subjectKind: "deal",
      subjectId: postMortem.dealId,
      subjectName: postMortem.dealName,
    });
    const sent = await findInvitation(tx, workspace, id);
    if (!sent) throw new Error("The invitation that was just written is not there.");
    return shapeOf(sent);
  });
}

/** Where a letter can go; empty: to nobody, a link is handed over. */
async function addressOf(tx: Tx, workspace: WorkspaceId, { way, email }: InvitationInput): Promise<string> {
  if (way === "link") return "";
  if (!email || !isMailbox(email)) throw new Refusal("ADDRESS_NOT_POSSIBLE");
  if (await isOptedOut(tx, workspace, await hashAddress(tx, workspace, email))) throw new Refusal("OPTED_OUT");
  return email;
}

/**
 * One loss has one form, which one person at a time answers: the links of who was invited before lead nowhere from now on,
 * and what they began and never sent is not for others to read.
 */
async function endEarlier(
  tx: Tx,
  workspace: WorkspaceId,
  { kind, contactId }: InvitationInput,
  {
    before,
    email,
    postMortemId,
    now,
  }: { before: readonly StoredInvitation[]; email: string; postMortemId: string; now: Instant },
) {
  const earlier = before.filter((one) => one.kind === kind && (isWaiting(one.state) || one.state === "opted-out"));
  const ids = earlier.map(({ id }) => id);
  await updateToOver(tx, workspace, ids, "ended", new Date(now));
  await deleteFormLinksOf(tx, workspace, ids);
  const isSamePerson = (one: StoredInvitation) =>
    (one.email !== "" && one.email.toLowerCase() === email.toLowerCase()) ||
    (one.contactId !== null && one.contactId === contactId);
  const [last] = before.filter((one) => one.kind === "form");
  if (kind === "form" && last && !isSamePerson(last)) await deleteBegunAnswers(tx, workspace, postMortemId, "form");
}

type Letter = { key: string; subject: string; body: string; now: Instant };
type About = Pick<StoredInvitation, "id" | "kind" | "language">;

/** Puts a letter to the customer of an invitation into the outbox, in somebody's name. */
export async function writeLetter(
  tx: Tx,
  { workspace, memberId, memberName }: { workspace: WorkspaceId; memberId: string | null; memberName: string },
  { id, kind, language }: About,
  { key, subject, body, now }: Letter,
): Promise<void> {
  const { name: companyName } = await findWorkspace(tx, workspace);
  const asker = memberId && (await findMember(tx, workspace, memberId));
  const replyTo = asker && asker.deactivatedAt === null ? asker.email : null;
  const content = {
    language,
    from: { name: `${memberName}, ${companyName}`, replyTo },
    paragraphs: paragraphsOf(body),
    ...wordFoot({ language, kind, companyName }),
  };
  const to = { workspace, id: randomUUID(), memberId: null, invitationId: id, kind: "invitation" as const };
  await insertMails(tx, [{ ...to, dedupeKey: key, subject, content, isPrivate: true }], now);
  await askDelivery(tx);
}
