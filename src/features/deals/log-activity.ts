import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findActivity, insertActivity } from "./activities/store.ts";
import { findBuyingRole, findContact } from "./contacts/store.ts";
import type { ActivityKind, ActivityShape } from "./contract.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { type ActingIn, markDealChanged } from "./mark-deal-changed.ts";
import type { StoredDeal } from "./store.ts";
import { whenItHappened } from "./when-it-happened.ts";

export type ActivityInput = {
  dealId: string;
  id: string;
  kind: ActivityKind;
  direction: "incoming" | "outgoing" | null;
  answered: boolean | null;
  happenedAt: string;
  contactId: string | null;
  subject: string;
  body: string;
};

/** Logs a call, e-mail, meeting or note. Sent again, it is still the one that was logged first. */
export async function logActivity({ db, ...acting }: Acting, input: ActivityInput): Promise<ActivityShape> {
  return db.transaction().execute((tx) => logActivityIn(tx, acting, input));
}

/** The same, as part of the caller's transaction. */
export async function logActivityIn(tx: Tx, acting: ActingIn, input: ActivityInput): Promise<ActivityShape> {
  const { session, now } = acting;
  const deal = await lockDealToChange(tx, session, input.dealId);
  await refuseUnknownContact(tx, acting, deal, input.contactId);
  const happenedAt = whenItHappened(input.happenedAt, now);
  const activity = { ...input, happenedAt, knownAt: new Date(now), memberId: session.memberId };
  if (await insertActivity(tx, session.workspace, activity)) await markDealChanged(tx, acting, deal.id);
  const logged = await findActivity(tx, session.workspace, deal.id, input.id);
  // The id is taken by an activity of another deal.
  if (!logged) throw new Refusal("CHANGED_MEANWHILE");
  return logged;
}

async function refuseUnknownContact(
  tx: Tx,
  { session }: ActingIn,
  deal: StoredDeal,
  contactId: string | null,
): Promise<void> {
  if (contactId === null) return;
  const contact = await findContact(tx, session.workspace, contactId);
  const ofAccount = contact?.accountId && contact.accountId === deal.accountId;
  if (ofAccount || (contact && (await findBuyingRole(tx, session.workspace, deal.id, contact.id)))) return;
  throw new Refusal("NOT_FOUND", { message: "This contact is not on the deal. Add them to it first." });
}
