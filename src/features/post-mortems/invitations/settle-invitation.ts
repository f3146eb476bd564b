import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { makeFormLink } from "../../../platform/sign-in/form-links/make-form-link.ts";
import { deleteFormLinksOf } from "../../../platform/sign-in/form-links/store.ts";
import { insertAuditEntry } from "../../team/audit/store.ts";
import { lockPostMortemToWrite } from "../conversations/find-own-post-mortem.ts";
import type { InvitationShape } from "./contract.ts";
import { findInvitation, lockInvitation, type StoredInvitation, shapeOf, updateToOver } from "./store.ts";

type One = { postMortemId: string; id: string };

/** Says what came of an invitation, or ends it: no reminder goes, and no link of it leads anywhere. */
export async function settleInvitation(
  { db, session, now }: Acting,
  { as, ...one }: One & { as: "answered" | "declined" | "ended" },
): Promise<InvitationShape> {
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const { invitation } = await lockOwnInvitation(tx, session, one);
    // What came of a form is said by who answers it.
    if (invitation.kind === "form" && as !== "ended") throw new Refusal("NOT_ALLOWED");
    await updateToOver(tx, workspace, [one.id], as, new Date(now));
    await deleteFormLinksOf(tx, workspace, [one.id]);
    const settled = await findInvitation(tx, workspace, one.id);
    if (!settled) throw new Refusal("NOT_FOUND");
    return shapeOf(settled);
  });
}

/** A link to the form for whoever invites by telephone or by a mail of their own. It is told this once. */
export async function makeLinkToForm(
  { db, session, now }: Acting,
  publicUrl: string,
  one: One,
): Promise<{ url: string; expiresAt: string }> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const { invitation, postMortem } = await lockOwnInvitation(tx, session, one);
    const { kind, expiresAt, endedAt, state } = invitation;
    const isOver = endedAt !== null && state !== "opted-out";
    if (kind !== "form" || isOver || expiresAt.getTime() <= now) throw new Refusal("INVITATION_ENDED");
    const { path } = await makeFormLink(tx, workspace, { invitationId: one.id, expiresAt });
    await insertAuditEntry(tx, workspace, {
      memberId,
      action: "made a link to a customer's form",
      subjectKind: "deal",
      subjectId: postMortem.dealId,
      subjectName: postMortem.dealName,
    });
    return { url: `${publicUrl}${path}`, expiresAt: expiresAt.toISOString() };
  });
}

async function lockOwnInvitation(tx: Tx, session: Session, { postMortemId, id }: One) {
  const { postMortem } = await lockPostMortemToWrite(tx, session, postMortemId);
  const invitation: StoredInvitation | undefined = await lockInvitation(tx, session.workspace, id);
  if (invitation?.postMortemId !== postMortemId) throw new Refusal("NOT_FOUND");
  return { postMortem, invitation };
}
